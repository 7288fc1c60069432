namespace Freehold.JobContract.Transform;

/// <summary>Cuts what is too precise. Exactly one of the first four is given.</summary>
/// <param name="Length">Characters that stay of a text, 1 to 100,000.</param>
/// <param name="Date">What stays of a date; the rest becomes the first month or day, and a time of day goes.</param>
/// <param name="Decimals">Decimals that stay of a number, 0 to 20; towards zero.</param>
/// <param name="Multiple">A number of which a multiple stays, towards zero.</param>
/// <param name="OnInvalid">What happens to a value that is no date or number.</param>
public sealed record TruncateAction(int? Length, DatePart? Date, int? Decimals, decimal? Multiple, InvalidValues OnInvalid) : TransformAction;

/// <summary>How precise a date stays.</summary>
public enum DatePart
{
    /// <summary>Year.</summary>
    Year,

    /// <summary>Year and month.</summary>
    Month,

    /// <summary>The whole date, without its time.</summary>
    Day,
}
