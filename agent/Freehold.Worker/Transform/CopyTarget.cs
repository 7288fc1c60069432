using Freehold.DuckDb;
using Freehold.JobContract.Transform;
using Freehold.Worker.Csv;

namespace Freehold.Worker.Transform;

/// <summary>The right-hand side of COPY: where the output goes and how it is written.</summary>
internal static class CopyTarget
{
    // No line of JSON can hold this character unescaped, so nothing in it is ever taken for a delimiter.
    private const string NeverInJson = "\u0001";

    /// <summary>Columns in a format.</summary>
    public static string Columns(TransformTask task, CsvFormat format, IReadOnlyList<string> names, OutputCompression? compression)
    {
        var options = task.OutputFormat switch
        {
            DataFormat.Csv => CsvOptions(format, names) + Gzip(task),
            DataFormat.Jsonl => "format json" + Gzip(task),
            DataFormat.Parquet => "format parquet" + Codec(compression),
            _ => throw new ArgumentOutOfRangeException(nameof(task)),
        };
        return $"{SqlText.Literal(task.OutputPath)} ({options}, use_tmp_file false)";
    }

    /// <summary>Whole lines of JSON, as they are.</summary>
    public static string JsonLines(TransformTask task) =>
        $"{SqlText.Literal(task.OutputPath)} (format csv, header false, delimiter {SqlText.Literal(NeverInJson)}, "
        + $"quote '', escape ''{Gzip(task)}, use_tmp_file false)";

    // Said in any case: the engine takes the extension's word otherwise.
    private static string Gzip(TransformTask task) => task.GzipsOutput ? ", compression gzip" : ", compression none";

    private static string Codec(OutputCompression? compression) => compression switch
    {
        OutputCompression.None => ", codec 'uncompressed'",
        OutputCompression.Zstd => ", codec 'zstd'",
        _ => ", codec 'snappy'",
    };

    // The header goes in as it is: the engine's own would rename a column whose name differs from another's only in case.
    private static string CsvOptions(CsvFormat format, IReadOnlyList<string> names)
    {
        var quote = SqlText.Literal(((char)format.Quote).ToString());
        var header = format.Header ? $"prefix {SqlText.Literal(CsvText.Header(names, format))}, suffix {SqlText.Literal("\n")}, " : "";
        return $"format csv, header false, {header}delimiter {SqlText.Literal(((char)format.Delimiter).ToString())}, "
            + $"quote {quote}, escape {quote}, nullstr ''";
    }
}
