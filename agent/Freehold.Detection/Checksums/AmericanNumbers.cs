namespace Freehold.Detection.Checksums;

/// <summary>Numbers of the United States. They have no check digit, only ranges that are never issued.</summary>
internal static class AmericanNumbers
{
    /// <summary>Social security number: area not 000, 666 or 9xx, group not 00, serial not 0000 (SSA, since June 2011).</summary>
    public static bool IsSsn(ReadOnlySpan<byte> digits)
    {
        var area = WeightedSum.Number(digits[..3]);
        return area is not (0 or 666 or >= 900) && WeightedSum.Number(digits[3..5]) != 0 && WeightedSum.Number(digits[5..]) != 0
            && !digits.SequenceEqual("078051120"u8) && !digits.SequenceEqual("123456789"u8); // printed on specimens
    }

    /// <summary>Taxpayer number: 9xx and a group that the IRS uses (50-65, 70-88, 90-92, 94-99).</summary>
    public static bool IsItin(ReadOnlySpan<byte> digits) => digits[0] == '9' && WeightedSum.Number(digits[3..5])
        is (>= 50 and <= 65) or (>= 70 and <= 88) or (>= 90 and <= 92) or >= 94;

    /// <summary>Anything but one digit over and over.</summary>
    public static bool IsVaried(ReadOnlySpan<byte> digits) => !WeightedSum.IsOneDigit(digits);
}
