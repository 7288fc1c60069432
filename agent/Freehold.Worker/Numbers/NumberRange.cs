namespace Freehold.Worker.Numbers;

/// <summary>The numbers that a column's type holds.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The greatest.</param>
internal sealed record NumberRange(decimal Least, decimal Most)
{
    /// <summary>Whether a whole number of these digits is among them.</summary>
    public bool Holds(ReadOnlySpan<ushort> digits, bool isNegative)
    {
        var number = 0m;
        foreach (var digit in digits)
            number = (number * 10) + digit;
        return isNegative ? -number >= Least : number <= Most;
    }

    /// <summary>The nearest number among them.</summary>
    public decimal Clamp(decimal number) => Math.Clamp(number, Least, Most);
}
