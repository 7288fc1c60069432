namespace Freehold.JobContract.Transform;

/// <summary>Encoding of a CSV input.</summary>
public enum CsvEncoding
{
    /// <summary>UTF-8, with or without a byte order mark.</summary>
    Utf8,

    /// <summary>UTF-16 with a byte order mark; little-endian without one.</summary>
    Utf16,

    /// <summary>ISO 8859-1.</summary>
    Latin1,

    /// <summary>Windows code page 1252.</summary>
    Windows1252,
}
