using Freehold.Detection.Scanning;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Matching;

/// <summary>EUI-48 addresses: six pairs of hex digits (IEEE 802) with colons or hyphens.</summary>
internal static class MacMatcher
{
    private const int Length = 17;

    /// <summary>Tries the address whose first separator is here.</summary>
    /// <returns>Its end, or 0.</returns>
    public static int Match(ref Scan scan, int separatorAt)
    {
        var text = scan.Text;
        var start = separatorAt - 2;
        if (start < 0 || start + Length > text.Length || Characters.IsJoinedBefore(text, start) || scan.At(start - 1) == text[separatorAt])
            return 0;

        var separator = text[separatorAt];
        for (var index = 0; index < Length; index++)
        {
            var character = text[start + index];
            if (index % 3 == 2 ? character != separator : !char.IsAsciiHexDigit((char)character))
                return 0;
        }

        var end = start + Length;
        if (Characters.IsJoinedAfter(text, end) || scan.At(end) == separator)
            return 0;

        scan.Examined += Length;
        scan.Add(PersonalDataEntity.MacAddress, start, end, 0.9f);
        return end;
    }

    /// <summary>Tries the address with hyphens that a pair in it belongs to.</summary>
    /// <param name="pair">A pair of hex digits that a hyphen stands before or behind.</param>
    public static void MatchHyphens(ref Scan scan, int pair)
    {
        for (var pairs = 0; pairs < 5 && pair >= 3 && scan.Text[pair - 1] == '-' && IsPair(scan.Text, pair - 3); pairs++)
            pair -= 3;
        if (scan.At(pair + 2) == '-')
            Match(ref scan, pair + 2);
    }

    private static bool IsPair(ReadOnlySpan<byte> text, int at) =>
        char.IsAsciiHexDigit((char)text[at]) && char.IsAsciiHexDigit((char)text[at + 1]);
}
