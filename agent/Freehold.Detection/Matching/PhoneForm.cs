namespace Freehold.Detection.Matching;

/// <summary>How much groups of digits look like a phone number.</summary>
internal static class PhoneForm
{
    /// <param name="digits">All digits.</param>
    /// <param name="groups">Digits of each group.</param>
    /// <param name="plus">A plus stands before them.</param>
    /// <param name="bracket">The first group is in brackets.</param>
    /// <param name="lastSeparator">What stands before the last group.</param>
    /// <returns>A score without context; 0 when they look like none.</returns>
    public static float ScoreOf(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> groups, bool plus, bool bracket, byte lastSeparator)
    {
        var count = digits.Length;
        if (!digits.ContainsAnyExcept(digits[0]))
            return 0;
        if (plus)
            return count is >= 8 and <= 16 && digits[0] != '0' ? 0.7f : 0;
        if (count is < 7 or > 17)
            return 0;
        if (digits.StartsWith("00"u8))
            return groups.Length > 1 && count >= 10 ? 0.6f : 0.2f;

        // Closed plans: 3-3-4 in North America, a trunk 0 in most of the world.
        if (IsNorthAmerican(digits, groups))
            return 0.65f;
        if (digits[0] == '0' && count is >= 9 and <= 12)
            return groups.Length > 1 && groups.Length <= 6 ? 0.6f : count is 10 or 11 ? 0.3f : 0;
        if (bracket)
            return groups.Length > 1 && groups[0] is >= 2 and <= 5 && count <= 12 ? 0.55f : 0;

        // Bare digits may be anything; a word has to say that they are to be dialled.
        if (groups.Length == 1)
            return count is >= 8 and <= 11 ? 0.05f : 0;
        return count <= 11 ? InGroups(digits, groups, lastSeparator) : 0;
    }

    private static bool IsNorthAmerican(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> groups)
    {
        if (groups.Length == 4 && groups[0] == 1 && digits[0] == '1')
        {
            digits = digits[1..];
            groups = groups[1..];
        }

        return groups.SequenceEqual((ReadOnlySpan<byte>)[3, 3, 4]) && digits[0] >= '2';
    }

    private static float InGroups(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> groups, byte separator)
    {
        // 1998-2004 and 2020/2021 are years; 4-3 and 5-4 with a hyphen are postal codes.
        if (groups.Length == 2)
        {
            var years = groups.SequenceEqual((ReadOnlySpan<byte>)[4, 4]) && IsCentury(digits) && IsCentury(digits[4..]);
            if (years || (separator == '-' && groups[0] > 3 && groups[1] < 5 && groups[0] != groups[1]))
                return 0;
            return groups[0] is >= 2 and <= 4 && groups[1] is >= 3 and <= 7 ? 0.4f : 0;
        }

        return groups.Length <= 5 && !groups.ContainsAnyExceptInRange((byte)2, (byte)4) ? 0.45f : 0;
    }

    private static bool IsCentury(ReadOnlySpan<byte> digits) => digits[0] is (byte)'1' or (byte)'2' && digits[1] is (byte)'9' or (byte)'0';
}
