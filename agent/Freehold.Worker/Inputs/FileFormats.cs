using Freehold.JobContract.Transform;

namespace Freehold.Worker.Inputs;

/// <summary>Formats by file extension; case does not matter.</summary>
internal static class FileFormats
{
    /// <summary>The format that a name says, or null.</summary>
    public static DataFormat? Of(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".csv" or ".tsv" or ".txt" => DataFormat.Csv,
        ".jsonl" or ".ndjson" => DataFormat.Jsonl,
        ".parquet" => DataFormat.Parquet,
        _ => null,
    };

    /// <summary>The name of an output: the input's, with the extension of its format if that is another.</summary>
    public static string OutputName(string inputName, DataFormat from, DataFormat to) => from == to
        ? inputName
        : Path.ChangeExtension(inputName, to switch
        {
            DataFormat.Csv => ".csv",
            DataFormat.Jsonl => ".jsonl",
            _ => ".parquet",
        });
}
