using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Transform;

/// <summary>Reads one entry of <c>spec.overrides</c>.</summary>
internal static class SpecOverrideReader
{
    /// <summary>Most entries.</summary>
    public const int MostOverrides = 200;

    private static readonly Dictionary<string, UnruledColumns?> Defaults =
        TransformSpecReader.Defaults.ToDictionary(pair => pair.Key, pair => (UnruledColumns?)pair.Value, StringComparer.Ordinal);

    public static SpecOverride Read(DocumentMap entry, SecretCollector secrets)
    {
        var read = new SpecOverride
        {
            Files = entry.RequiredText("files", 256, "a glob over file names, for example orders*.csv"),
            Rules = [.. entry.Maps("rules", 500).Select(rule => TransformRuleReader.Read(rule, secrets))],
            ReplaceRules = entry.Flag("replaceRules", false),
            Default = entry.Choice("default", Defaults, null),
            Format = entry.Choice("format", TransformSpecReader.Formats, null),
            Csv = entry.Take("csv") is null ? null : TransformSpecReader.ReadCsv(entry),
        };

        if (read is { Rules.Count: 0, ReplaceRules: true })
            entry.Problem("replaceRules", "needs rules to put in place of the spec's");
        entry.Finish();
        return read;
    }
}
