namespace Freehold.JobContract.Profile;

/// <summary>One rule: which columns of which files, and what their values have to keep.</summary>
public sealed record ProfileRule
{
    /// <summary>Shown in reports. Null: made of the check.</summary>
    public string? Name { get; init; }

    /// <summary>Column names or globs; at least one. A name without a glob must exist in each file it applies to.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Glob over file names (last segment) that the rule applies to. Null: all.</summary>
    public string? Files { get; init; }

    /// <summary>What is checked.</summary>
    public required QualityCheck Check { get; init; }

    /// <summary>What it counts for.</summary>
    public required QualityDimension Dimension { get; init; }

    /// <summary>Share of the checked values that has to pass, 0 to 1. Default 1.</summary>
    public double Threshold { get; init; } = 1;
}
