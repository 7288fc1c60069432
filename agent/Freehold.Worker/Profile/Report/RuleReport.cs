namespace Freehold.Worker.Profile.Report;

/// <summary>What became of one rule on one column.</summary>
internal sealed record RuleReport
{
    /// <summary>The rule's name, or what it checks in words.</summary>
    public required string Name { get; init; }

    /// <summary>Its word, for example <c>not_null</c>.</summary>
    public required string Rule { get; init; }

    /// <summary><c>validity</c>, <c>uniqueness</c>, <c>completeness</c> or <c>accuracy</c>.</summary>
    public required string Dimension { get; init; }

    public required long Passed { get; init; }

    public required long Failed { get; init; }

    /// <summary>Whether the counts are counted; if not they are estimated.</summary>
    public required bool IsExact { get; init; }

    /// <summary>Share that passed; 1 when nothing was checked.</summary>
    public required double Share { get; init; }

    public required double Threshold { get; init; }

    /// <summary>Whether the share reaches the threshold.</summary>
    public required bool IsKept { get; init; }
}
