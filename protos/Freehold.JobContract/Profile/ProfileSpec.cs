using Freehold.JobContract.Transform;

namespace Freehold.JobContract.Profile;

/// <summary>The spec of a profile: what is looked at, which rules it has to keep, and what may be told. The keys are described in
/// docs/profile.md.</summary>
public sealed record ProfileSpec
{
    /// <summary>Format of the inputs. Null: as their extensions say.</summary>
    public DataFormat? Format { get; init; }

    /// <summary>How CSV inputs are written.</summary>
    public CsvDialect Csv { get; init; } = new();

    /// <summary>Rows from the start of each object that are looked at, 1 to 1,000,000,000. Null: all.</summary>
    public int? Sample { get; init; }

    /// <summary>Column names or globs (<c>*</c>, <c>?</c>) that are profiled. Empty: all.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>What the data has to keep. At most 500.</summary>
    public IReadOnlyList<ProfileRule> Rules { get; init; } = [];

    /// <summary>What of the result crosses as metadata. Default <see cref="Disclosure.Counts"/>.</summary>
    public Disclosure Disclosure { get; init; } = Disclosure.Counts;

    /// <summary>Frequent values that the report shows for a column, 0 to 100. Default 10.</summary>
    public int TopValues { get; init; } = 10;

    /// <summary>Bins of a histogram, 1 to 100. Default 20.</summary>
    public int Histogram { get; init; } = 20;

    /// <summary>Whether a rule that is not kept makes the job fail, with code <c>quality_failed</c>. Default false.</summary>
    public bool FailOnRules { get; init; }
}
