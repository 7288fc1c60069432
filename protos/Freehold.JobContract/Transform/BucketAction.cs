namespace Freehold.JobContract.Transform;

/// <summary>A range instead of a number, or a period instead of a date. Exactly one of the first three is given.</summary>
/// <param name="Width">Ranges of one width, from <see cref="From"/> on in both directions; above 0.</param>
/// <param name="Edges">Bounds of the ranges, rising; empty when there are none. What lies outside has an open range.</param>
/// <param name="Period">Period of dates.</param>
/// <param name="From">Where a range of <see cref="Width"/> begins. Default 0.</param>
/// <param name="Label">What stands for the range.</param>
/// <param name="OnInvalid">What happens to a value that is no number or date.</param>
public sealed record BucketAction(
    decimal? Width, IReadOnlyList<decimal> Edges, DatePeriod? Period, decimal From, BucketLabel Label, InvalidValues OnInvalid) : TransformAction;

/// <summary>A period that dates fall into.</summary>
public enum DatePeriod
{
    /// <summary>Week of ISO 8601: from Monday.</summary>
    Week,

    /// <summary>Month.</summary>
    Month,

    /// <summary>Quarter.</summary>
    Quarter,

    /// <summary>Year.</summary>
    Year,
}

/// <summary>What is written for a range or period.</summary>
public enum BucketLabel
{
    /// <summary><c>[10,20)</c>; <c>2020-W10</c>, <c>2020-03</c>, <c>2020-Q1</c>, <c>2020</c>.</summary>
    Range,

    /// <summary>Its lower bound: a number, or the period's first day written as the date was.</summary>
    Lower,
}
