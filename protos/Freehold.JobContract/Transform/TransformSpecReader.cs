using Freehold.JobContract.Detection;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Expressions;
using Freehold.JobContract.Gretel;

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
            Compression = OutputFiles.Read(spec),
            Default = spec.Choice("default", Defaults, UnruledColumns.Pass),
            Classify = DetectionReader.Classify(spec),
            Csv = ReadCsv(spec),
            Rules = spec.Maps("rules", 500).Select(rule => TransformRuleReader.Read(rule, secrets)).ToList(),
            Overrides = spec.Maps("overrides", SpecOverrideReader.MostOverrides).Select(entry => SpecOverrideReader.Read(entry, secrets)).ToList(),
            BadRows = BadRowsReader.Read(spec),
            MaxBadRows = BadRowsReader.ReadLimit(spec),
            Gretel = GretelReader.IsGretel(spec) ? GretelReader.Read(spec) : null,
        };
        if (read.Gretel is null)
            read = read with { Rows = ReadRows(spec) };

        if (GretelReader.IsGretel(spec))
            RequireSeed(spec, read);
        else if (read is { Rules.Count: 0, Rows: null, BadRows: BadRows.Fail } && given)
            spec.Problem("rules", "is missing or empty: at least one rule, for example {columns: email, action: pseudonym}");
        else if (!given)
            spec.Problem("rules", "spec is missing: a transform needs spec.rules");
        else if (key is null && read.Rules.Concat(read.Overrides.SelectMany(entry => entry.Rules)).Any(NeedsKey) && spec.Take("key") is null)
            spec.Problem("key", "is missing: pseudonym, hash, fake, date_shift, encrypt, decrypt and noise need a key, named as {secret: name/key}");

        spec.Finish();
        return read;
    }

    private static bool NeedsKey(TransformRule rule) => rule.When is { UsesKey: true } || rule.Action
        is PseudonymAction or FakeAction or DateShiftAction or HashAction { Salt: null }
        or RedactTextAction { UsesKey: true } or EncryptAction { Key: null } or NoiseAction { By: NoiseSource.Value }
        or ExpressionAction { Value.UsesKey: true } or AddColumnAction { Value.UsesKey: true };

    private static void RequireSeed(DocumentMap spec, TransformSpec read)
    {
        if (read.Default is UnruledColumns.Block)
            spec.Problem("default", "has no meaning beside steps: what no step touches passes");
        if (read.Overrides.Count > 0)
            spec.Problem("overrides", "are of rules; beside steps there are none");
        if (read.Gretel is { Seed: null, UsesKey: true } && !spec.Has("key"))
            spec.Problem("key", "is missing: what steps hash, invent or move must be the same in every run, so they need a key, named as {secret: name/key}, or globals.seed");
    }

    private static RowFilter? ReadRows(DocumentMap spec)
    {
        if (spec.Map("rows") is not { } rows)
            return null;

        var drop = rows.Expression("drop", ExpressionScope.Row);
        var keep = rows.Expression("keep", ExpressionScope.Row);
        if (rows.Has("drop") == rows.Has("keep"))
            rows.Problem("drop", "must be there, or keep, and not both");
        rows.Finish();
        return drop is not null ? new(drop, Keeps: false) : keep is not null ? new(keep, Keeps: true) : null;
    }

    internal static CsvDialect ReadCsv(DocumentMap spec)
    {
        if (spec.Map("csv") is not { } csv)
            return new();

        var dialect = new CsvDialect
        {
            Delimiter = csv.Text("delimiter", 2) is { } delimiter ? Single(csv, "delimiter", delimiter) : csv.Flag("tab", false) ? '\t' : null,
            Quote = csv.Text("quote", 1) is { } quote ? Single(csv, "quote", quote) : '"',
            Header = csv.Flag("header", true),
            Encoding = csv.Choice("encoding", CsvChoices.Encodings, CsvEncoding.Utf8),
            Formulas = csv.Choice("formulas", CsvChoices.Formulas, CsvFormulas.Keep),
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
