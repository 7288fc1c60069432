using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Transform;

/// <summary>Reads <c>csv</c> of a spec.</summary>
internal static class CsvDialectReader
{
    public static CsvDialect Read(DocumentMap spec)
    {
        if (spec.Map("csv") is not { } csv)
            return new();

        var dialect = new CsvDialect
        {
            Delimiter = csv.Text("delimiter", 2) is { } delimiter ? Single(csv, "delimiter", delimiter) : csv.Flag("tab", false) ? '\t' : null,
            Quote = csv.Text("quote", 1) is { } quote ? Single(csv, "quote", quote) : '"',
            Header = csv.Flag("header", true),
        };
        csv.Take("tab");
        if (dialect.Delimiter == dialect.Quote)
            csv.Problem("quote", "must differ from the delimiter");
        csv.Finish();
        return dialect;
    }

    // "\t" may come as the two characters a person types in an unquoted scalar.
    private static char Single(DocumentMap map, string key, string text)
    {
        if (text is "\\t")
            return '\t';
        if (text.Length == 1 && text[0] is > ' ' and < '\u007f')
            return text[0];

        map.Problem(key, "must be one printable ASCII character, or \\t");
        return ',';
    }
}
