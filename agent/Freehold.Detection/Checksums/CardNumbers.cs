namespace Freehold.Detection.Checksums;

/// <summary>
/// Payment cards: a range that is given to a network (ISO/IEC 7812: 3 travel, 4 and 5 banking, 6 merchandising and banking; and the
/// ranges of Mastercard, Mir, JCB and UATP below them), then Luhn.
/// </summary>
internal static class CardNumbers
{
    public static bool IsValid(ReadOnlySpan<byte> digits)
    {
        var start = WeightedSum.Number(digits[..4]);
        return start is (>= 3000 and <= 6999) or (>= 2200 and <= 2204) or (>= 2221 and <= 2720) or 2131 or 1800
            && !WeightedSum.IsOneDigit(digits) && Luhn.IsValid(digits);
    }
}
