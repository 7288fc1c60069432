namespace Freehold.JobContract.Documents;

/// <summary>What an input or output URI may look like.</summary>
public static class ObjectUri
{
    /// <summary>Schemes of the documented stores.</summary>
    public static IReadOnlyList<string> Schemes { get; } = ["file", "s3", "az", "gs"];

    /// <summary>Schemes that this version's worker can open.</summary>
    public static IReadOnlyList<string> SupportedSchemes { get; } = ["file", "s3", "az", "gs"];

    /// <summary>Tells whether a URI can be opened by this version, and if not why; the reason never quotes credentials.</summary>
    public static bool IsValid(string uri, out string reason)
    {
        var end = uri.IndexOf("://", StringComparison.Ordinal);
        var scheme = end < 0 ? "" : uri[..end];
        var rest = end < 0 ? uri : uri[(end + 3)..];

        reason = scheme switch
        {
            "" => "must be a URI such as file:///data/*.csv",
            _ when !Schemes.Contains(scheme, StringComparer.Ordinal) => $"must begin with one of {string.Join(", ", Schemes.Select(known => known + "://"))}",
            _ when !SupportedSchemes.Contains(scheme, StringComparer.Ordinal) => $"{scheme}:// is not available in this version; available: file://",
            "file" when !rest.StartsWith('/') => "must be an absolute path: file:///data/people.csv",
            _ when rest.Contains('@', StringComparison.Ordinal) && scheme is not "file" => "must not hold credentials; they belong to the worker's surroundings",
            _ when rest.Split('/').Any(segment => segment is "..") => "must not hold ..",
            _ => "",
        };
        return reason.Length == 0;
    }
}
