namespace Freehold.Detection.Checksums;

/// <summary>National numbers of Australia, India and Brazil.</summary>
internal static class OtherNumbers
{
    /// <summary>Tax file number of 9 digits (Australian Taxation Office): weighted sum divisible by 11.</summary>
    public static bool IsTfn(ReadOnlySpan<byte> digits) =>
        !WeightedSum.IsOneDigit(digits) && WeightedSum.Of(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0;

    /// <summary>Medicare card (Services Australia): begins with 2 to 6; the ninth digit is the weighted sum of eight modulo 10.</summary>
    public static bool IsMedicare(ReadOnlySpan<byte> digits) =>
        digits[0] is >= (byte)'2' and <= (byte)'6' && WeightedSum.Of(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 == digits[8] - '0';

    /// <summary>Business number (Australian Business Register): first digit less one, weighted sum divisible by 89.</summary>
    public static bool IsAbn(ReadOnlySpan<byte> digits) =>
        digits[0] != '0' && (WeightedSum.Of(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 == 0;

    /// <summary>Aadhaar (UIDAI): begins with 2 to 9, no palindrome, Verhoeff's check digit.</summary>
    public static bool IsAadhaar(ReadOnlySpan<byte> digits)
    {
        Span<byte> reversed = stackalloc byte[12];
        digits.CopyTo(reversed);
        reversed.Reverse();
        return digits[0] >= '2' && !digits.SequenceEqual(reversed) && Verhoeff.IsValid(digits);
    }

    /// <summary>CPF (Receita Federal): two check digits modulo 11.</summary>
    public static bool IsCpf(ReadOnlySpan<byte> digits) => !WeightedSum.IsOneDigit(digits)
        && IsBrazilian(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) && IsBrazilian(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);

    /// <summary>CNPJ of digits alone (Receita Federal): two check digits modulo 11.</summary>
    public static bool IsCnpj(ReadOnlySpan<byte> digits) => !WeightedSum.IsOneDigit(digits)
        && IsBrazilian(digits, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) && IsBrazilian(digits, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);

    private static bool IsBrazilian(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> weights)
    {
        var rest = WeightedSum.Of(digits, weights) % 11;
        return (rest < 2 ? 0 : 11 - rest) == digits[weights.Length] - '0';
    }
}
