using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Transform;

/// <summary>Reads <c>spec</c> of a transform.</summary>
internal static class TransformSpecReader
{
    internal static readonly Dictionary<string, DataFormat?> Formats = new(StringComparer.Ordinal)
    {
        ["csv"] = DataFormat.Csv,
        ["jsonl"] = DataFormat.Jsonl,
        ["parquet"] = DataFormat.Parquet,
    };

    internal static readonly Dictionary<string, UnruledColumns> Defaults = new(StringComparer.Ordinal)
    {
        ["pass"] = UnruledColumns.Pass,
        ["block"] = UnruledColumns.Block,
    };

    public static TransformSpec Read(DocumentMap spec, SecretCollector secrets, bool given)
    {
        var key = secrets.Read(spec, "key");
        var read = new TransformSpec
        {
            Key = key,
            Format = spec.Choice("format", Formats, null),
            Default = spec.Choice("default", Defaults, UnruledColumns.Pass),
            Csv = ReadCsv(spec),
            Rules = spec.Maps("rules", 500).Select(rule => TransformRuleReader.Read(rule, secrets)).ToList(),
            Overrides = spec.Maps("overrides", SpecOverrideReader.MostOverrides).Select(entry => SpecOverrideReader.Read(entry, secrets)).ToList(),
        };

        if (read.Rules.Count == 0 && given)
            spec.Problem("rules", "is missing or empty: at least one rule, for example {columns: email, action: pseudonym}");
        else if (!given)
            spec.Problem("rules", "spec is missing: a transform needs spec.rules");
        else if (key is null && read.Rules.Concat(read.Overrides.SelectMany(entry => entry.Rules)).Any(NeedsKey) && spec.Take("key") is null)
            spec.Problem("key", "is missing: pseudonym, hash, fake and date_shift need a key, named as {secret: name/key}");

        spec.Finish();
        return read;
    }

    private static bool NeedsKey(TransformRule rule) =>
        rule.Action is PseudonymAction or FakeAction or DateShiftAction or HashAction { Salt: null };

    internal static CsvDialect ReadCsv(DocumentMap spec)
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
