namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>Names of images.</summary>
internal static class ImageName
{
    /// <summary>The same image from another registry: of <c>ghcr.io/freehold/worker:1</c> the part from <c>freehold</c> on stays.</summary>
    public static string From(string image, string? registry)
    {
        if (string.IsNullOrEmpty(registry))
            return image;

        // As every container runtime reads it: the first part is a host if it could not be anything else.
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : image[..slash];
        var named = first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first is "localhost";
        return $"{registry.TrimEnd('/')}/{(named ? image[(slash + 1)..] : image)}";
    }
}
