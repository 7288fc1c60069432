namespace Freehold.JobContract.Transform;

/// <summary>What happens to a row that cannot be read, or that a rule cannot be applied to.</summary>
public enum BadRows
{
    /// <summary>The object fails, naming the line. The default.</summary>
    Fail,

    /// <summary>It is put aside as it is, with the reason beside it, and the others go on.</summary>
    Quarantine,
}

/// <summary>How many rows of an object may be put aside before it fails all the same.</summary>
/// <param name="Count">A number of rows, up to <see cref="Most"/>; null when it is a share.</param>
/// <param name="Percent">A share of the rows, above 0 and up to 100, rounded up to whole rows.</param>
public sealed record BadRowLimit(long? Count, decimal Percent)
{
    /// <summary>Most rows of one object that are ever put aside: where they lie is kept in memory.</summary>
    public const long Most = 100_000;

    /// <summary>One in a hundred.</summary>
    public static BadRowLimit Default { get; } = new(null, 1);

    /// <summary>The number for an object of so many rows.</summary>
    public long Of(long rows) => Math.Min(Most, Count ?? (long)decimal.Ceiling(rows * Percent / 100));
}
