namespace Freehold.Detection.Checksums;

/// <summary>The check digit of payment cards: ISO/IEC 7812-1, annex B ("double-add-double").</summary>
internal static class Luhn
{
    public static bool IsValid(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        var doubled = false;
        for (var index = digits.Length - 1; index >= 0; index--)
        {
            var digit = digits[index] - '0';
            if (doubled)
                digit = digit > 4 ? (2 * digit) - 9 : 2 * digit;
            sum += digit;
            doubled = !doubled;
        }

        return sum % 10 == 0;
    }
}
