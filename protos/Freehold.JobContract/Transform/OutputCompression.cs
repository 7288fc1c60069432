using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Transform;

/// <summary>How output files are compressed. A choice that a format does not have leaves files of that format as usual.</summary>
public enum OutputCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>CSV and JSON lines; their names get <c>.gz</c>.</summary>
    Gzip,

    /// <summary>Parquet.</summary>
    Snappy,

    /// <summary>Parquet.</summary>
    Zstd,
}

/// <summary>Reads <c>compression</c> of a spec.</summary>
internal static class OutputFiles
{
    private static readonly Dictionary<string, OutputCompression?> Words = new(StringComparer.Ordinal)
    {
        ["none"] = OutputCompression.None,
        ["uncompressed"] = OutputCompression.None,
        ["gzip"] = OutputCompression.Gzip,
        ["snappy"] = OutputCompression.Snappy,
        ["zstd"] = OutputCompression.Zstd,
    };

    public static OutputCompression? Read(DocumentMap spec) => spec.Choice("compression", Words, null);
}
