using Freehold.JobContract.Documents;
using Freehold.JobContract.Transform;

namespace Freehold.JobContract.Profile;

/// <summary>Reads <c>spec</c> of a profile.</summary>
internal static class ProfileSpecReader
{
    private static readonly Dictionary<string, DataFormat?> Formats = new(StringComparer.Ordinal)
    {
        ["csv"] = DataFormat.Csv,
        ["jsonl"] = DataFormat.Jsonl,
        ["parquet"] = DataFormat.Parquet,
    };

    private static readonly Dictionary<string, Disclosure> Disclosures = new(StringComparer.Ordinal)
    {
        ["none"] = Disclosure.None,
        ["counts"] = Disclosure.Counts,
        ["columns"] = Disclosure.Columns,
    };

    public static ProfileSpec Read(DocumentMap spec)
    {
        var sample = spec.Number("sample", 1, 1_000_000_000, 0);
        var read = new ProfileSpec
        {
            Format = spec.Choice("format", Formats, null),
            Csv = TransformSpecReader.ReadCsv(spec),
            Sample = sample == 0 ? null : sample,
            Columns = spec.Texts("columns", 500, 256),
            Rules = spec.Maps("rules", 500).Select(ProfileRuleReader.Read).OfType<ProfileRule>().ToList(),
            Disclosure = spec.Choice("disclosure", Disclosures, Disclosure.Counts),
            TopValues = spec.Number("topValues", 0, 100, 10),
            Histogram = spec.Number("histogram", 1, 100, 20),
            FailOnRules = spec.Flag("failOnRules", false),
        };
        spec.Finish();
        return read;
    }
}
