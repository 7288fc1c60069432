namespace Freehold.Detection.Checksums;

/// <summary>Digits times weights, which most national check digits are made of.</summary>
internal static class WeightedSum
{
    /// <summary>The sum over the first as many digits as there are weights.</summary>
    public static int Of(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> weights)
    {
        var sum = 0;
        for (var index = 0; index < weights.Length; index++)
            sum += (digits[index] - '0') * weights[index];
        return sum;
    }

    /// <summary>The number that ASCII digits write.</summary>
    public static long Number(ReadOnlySpan<byte> digits)
    {
        var number = 0L;
        foreach (var digit in digits)
            number = (number * 10) + digit - '0';
        return number;
    }

    /// <summary>Whether all digits are the same, which no authority issues.</summary>
    public static bool IsOneDigit(ReadOnlySpan<byte> digits) => !digits.ContainsAnyExcept(digits[0]);
}
