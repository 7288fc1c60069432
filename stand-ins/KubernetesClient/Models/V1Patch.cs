namespace k8s.Models;

[JsonConverter(typeof(V1PatchJsonConverter))]
public record V1Patch
{
    public V1Patch(object body, PatchType type)
    {
        if (type is PatchType.Unknown)
            throw new ArgumentException("the type of a patch must be named", nameof(type));

        ArgumentNullException.ThrowIfNull(body);
        Content = body;
        Type = type;
    }

    public enum PatchType
    {
        Unknown,
        JsonPatch,
        MergePatch,
        StrategicMergePatch,
        ApplyPatch,
    }

    public object Content { get; private set; }

    public PatchType Type { get; private set; }
}
