namespace Freehold.Detection.Checksums;

/// <summary>
/// Verhoeff's check digit (J. Verhoeff, Error Detecting Decimal Codes, 1969) over the dihedral group D5: catches every changed
/// digit and every swap of neighbours. Aadhaar numbers end in one.
/// </summary>
internal static class Verhoeff
{
    private static readonly byte[] Permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

    public static bool IsValid(ReadOnlySpan<byte> digits)
    {
        var check = 0;
        for (var position = 0; position < digits.Length; position++)
        {
            var digit = digits[digits.Length - 1 - position] - '0';
            for (var times = position % 8; times > 0; times--)
                digit = Permutation[digit];
            check = Multiply(check, digit);
        }

        return check == 0;
    }

    // D5 as 0..4 = rotations, 5..9 = reflections.
    private static int Multiply(int left, int right) => (left < 5, right < 5) switch
    {
        (true, true) => (left + right) % 5,
        (true, false) => 5 + ((left + right) % 5),
        (false, true) => 5 + ((left - right) % 5),
        (false, false) => (left - right + 5) % 5,
    };
}
