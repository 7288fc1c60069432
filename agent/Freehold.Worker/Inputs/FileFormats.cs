using Freehold.JobContract.Transform;

namespace Freehold.Worker.Inputs;

/// <summary>Formats by file extension; case does not matter. A <c>.gz</c> behind the extension of a text format says that it is compressed.</summary>
internal static class FileFormats
{
    private const string Gzip = ".gz";

    /// <summary>The format that a name says, or null.</summary>
    public static DataFormat? Of(string name) => IsGzip(name)
        ? OfPlain(WithoutGzip(name)) is var format and not DataFormat.Parquet ? format : null
        : OfPlain(name);

    /// <summary>Whether a name says that the file is compressed with gzip.</summary>
    public static bool IsGzip(string name) => name.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name says a compression that is not read.</summary>
    public static bool HasOtherCompression(string name) =>
        Path.GetExtension(name).ToLowerInvariant() is ".zst" or ".zstd" or ".bz2" or ".xz" or ".lz4" or ".zip" or ".7z" or ".br" or ".snappy";

    /// <summary>Whether a file of JSON lines may hold one JSON array instead.</summary>
    public static bool MayBeArray(string name) => ExtensionOf(name) is ".json";

    /// <summary>
    /// The name of an output: the input's, with the extension of its format if that is another, and <c>.gz</c> behind it if text is compressed.
    /// </summary>
    /// <param name="inputName">Name of the input.</param>
    /// <param name="from">Its format.</param>
    /// <param name="to">Format of the output.</param>
    /// <param name="compression">What the spec wants; null: as the input is.</param>
    public static string OutputName(string inputName, DataFormat from, DataFormat to, OutputCompression? compression = null)
    {
        var name = IsGzip(inputName) ? WithoutGzip(inputName) : inputName;
        if (from != to || MayBeArray(name))
        {
            name = Path.ChangeExtension(name, to switch
            {
                DataFormat.Csv => ".csv",
                DataFormat.Jsonl => ".jsonl",
                _ => ".parquet",
            });
        }

        var compressed = to is not DataFormat.Parquet && (compression is OutputCompression.Gzip || (compression is null && IsGzip(inputName)));
        return compressed ? name + Gzip : name;
    }

    private static DataFormat? OfPlain(string name) => ExtensionOf(name) switch
    {
        ".csv" or ".tsv" or ".txt" => DataFormat.Csv,
        ".jsonl" or ".ndjson" or ".json" => DataFormat.Jsonl,
        ".parquet" => DataFormat.Parquet,
        _ => null,
    };

    private static string ExtensionOf(string name) => Path.GetExtension(IsGzip(name) ? WithoutGzip(name) : name).ToLowerInvariant();

    private static string WithoutGzip(string name) => name[..^Gzip.Length];
}
