namespace Freehold.Detection.Checksums;

/// <summary>National numbers of Europe that are digits alone.</summary>
internal static class EuropeanNumbers
{
    /// <summary>NHS number, modulus 11 (NHS Data Dictionary): weights 10 to 2; a check of 10 is not issued.</summary>
    public static bool IsNhs(ReadOnlySpan<byte> digits)
    {
        if (WeightedSum.IsOneDigit(digits))
            return false;
        var check = 11 - (WeightedSum.Of(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
        return check % 11 == digits[9] - '0' && check != 10;
    }

    /// <summary>
    /// Steuer-ID (Bundeszentralamt für Steuern): no zero first; of the first ten digits exactly one comes two or three times; the
    /// eleventh is ISO 7064 MOD 11,10.
    /// </summary>
    public static bool IsDeTaxId(ReadOnlySpan<byte> digits)
    {
        Span<byte> counts = stackalloc byte[10];
        counts.Clear();
        foreach (var digit in digits[..10])
            counts[digit - '0']++;
        var repeated = counts.Length - counts.Count((byte)0) - counts.Count((byte)1);
        var (twice, thrice) = (counts.Count((byte)2), counts.Count((byte)3));
        if (digits[0] == '0' || repeated != 1 || twice + thrice != 1)
            return false;

        var product = 10;
        foreach (var digit in digits[..10])
        {
            var sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[10] - '0';
    }

    /// <summary>NIR (INSEE): sex, year, month, department, commune, order, then 97 minus the first 13 digits modulo 97.</summary>
    public static bool IsNir(ReadOnlySpan<byte> digits)
    {
        var month = WeightedSum.Number(digits[3..5]);
        return digits[0] is (byte)'1' or (byte)'2' or (byte)'3' or (byte)'4' or (byte)'7' or (byte)'8'
            && month is (>= 1 and <= 12) or (>= 20 and <= 42) or >= 50
            && IsNirKey(WeightedSum.Number(digits[..13]), digits[13..]);
    }

    /// <summary>Whether the two last digits fit the number before them.</summary>
    public static bool IsNirKey(long number, ReadOnlySpan<byte> key) => 97 - (number % 97) == WeightedSum.Number(key);

    /// <summary>PESEL (Polish Ministry of Digital Affairs): a date whose month tells the century, weights 1 3 7 9, check modulo 10.</summary>
    public static bool IsPesel(ReadOnlySpan<byte> digits)
    {
        var month = WeightedSum.Number(digits[2..4]);
        var century = (month / 20) switch { 0 => 1900, 1 => 2000, 2 => 2100, 3 => 2200, _ => 1800 };
        return CalendarDate.Exists(century + WeightedSum.Number(digits[..2]), month % 20, WeightedSum.Number(digits[4..6]))
            && (10 - (WeightedSum.Of(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 == digits[10] - '0';
    }
}
