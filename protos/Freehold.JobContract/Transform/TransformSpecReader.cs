using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Transform;

/// <summary>Reads <c>spec</c> of a transform.</summary>
internal static class TransformSpecReader
{
    private static readonly Dictionary<string, DataFormat?> Formats = new(StringComparer.Ordinal)
    {
        ["csv"] = DataFormat.Csv,
        ["jsonl"] = DataFormat.Jsonl,
        ["parquet"] = DataFormat.Parquet,
    };

    private static readonly Dictionary<string, UnruledColumns> Defaults = new(StringComparer.Ordinal)
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
            Csv = CsvDialectReader.Read(spec),
            Rules = spec.Maps("rules", 500).Select(rule => TransformRuleReader.Read(rule, secrets)).ToList(),
        };

        if (read.Rules.Count == 0 && given)
            spec.Problem("rules", "is missing or empty: at least one rule, for example {columns: email, action: pseudonym}");
        else if (!given)
            spec.Problem("rules", "spec is missing: a transform needs spec.rules");
        else if (key is null && read.Rules.Any(NeedsKey) && spec.Take("key") is null)
            spec.Problem("key", "is missing: pseudonym, hash, fake and date_shift need a key, named as {secret: name/key}");

        spec.Finish();
        return read;
    }

    private static bool NeedsKey(TransformRule rule) =>
        rule.Action is PseudonymAction or FakeAction or DateShiftAction or HashAction { Salt: null };
}
