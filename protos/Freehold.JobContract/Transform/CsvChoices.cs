namespace Freehold.JobContract.Transform;

/// <summary>Words of <c>spec.csv</c>.</summary>
internal static class CsvChoices
{
    public static Dictionary<string, CsvEncoding> Encodings { get; } = new(StringComparer.Ordinal)
    {
        ["utf-8"] = CsvEncoding.Utf8,
        ["utf-16"] = CsvEncoding.Utf16,
        ["latin-1"] = CsvEncoding.Latin1,
        ["windows-1252"] = CsvEncoding.Windows1252,
    };

    public static Dictionary<string, CsvFormulas> Formulas { get; } = new(StringComparer.Ordinal)
    {
        ["keep"] = CsvFormulas.Keep,
        ["escape"] = CsvFormulas.Escape,
        ["refuse"] = CsvFormulas.Refuse,
    };
}
