namespace Freehold.Worker.Profile.Checks;

/// <summary>A rule on one column, with what it has counted.</summary>
/// <param name="Rule">Place of the rule in the spec.</param>
/// <param name="Row">What looks at each value; null for rules that are decided by the column as a whole.</param>
internal sealed record ColumnCheck(int Rule, RowCheck? Row)
{
    /// <summary>Values that passed.</summary>
    public long Passed { get; set; }

    /// <summary>Values that did not.</summary>
    public long Failed { get; set; }
}
