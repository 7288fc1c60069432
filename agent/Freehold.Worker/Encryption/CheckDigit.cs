namespace Freehold.Worker.Encryption;

/// <summary>The last digit of a card number, by Luhn's rule: ISO/IEC 7812-1, annex B.</summary>
internal static class CheckDigit
{
    /// <summary>By how much the last digit differs from the right one, modulo 10: 0 for a valid number.</summary>
    public static int Difference(ReadOnlySpan<ushort> digits) => (digits[^1] + 10 - Of(digits[..^1])) % 10;

    /// <summary>Sets the last digit so that it differs by that much again.</summary>
    public static void Set(Span<ushort> digits, int difference) => digits[^1] = (ushort)((Of(digits[..^1]) + difference) % 10);

    private static int Of(ReadOnlySpan<ushort> digits)
    {
        var sum = 0;
        for (var index = digits.Length - 1; index >= 0; index--)
        {
            var doubled = (digits.Length - index) % 2 == 1 ? digits[index] * 2 : digits[index];
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return (10 - (sum % 10)) % 10;
    }
}
