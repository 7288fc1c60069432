using Freehold.Detection.Scanning;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Matching;

/// <summary>IPv4 addresses in dotted decimal, IPv6 addresses as in RFC 4291, section 2.2.</summary>
internal static class IpMatcher
{
    private const int LongestV6 = 45;
    private const float Score = 0.95f;

    /// <summary>Tries an IPv4 address whose first number begins here.</summary>
    public static void MatchV4(ref Scan scan, int start)
    {
        if (!NumberMatcher.CanBegin(scan.Text, start) || scan.At(start - 1) == ':')
            return;
        var end = EndOfV4(scan.Text, start);
        if (end > 0 && NumberMatcher.CanEnd(scan.Text, end) && !(scan.At(end) == '.' && Characters.IsAlphanumeric(scan.At(end + 1))))
            scan.Add(PersonalDataEntity.IpAddress, start, end, Score);
    }

    /// <summary>Tries an IPv6 address whose first colon this is.</summary>
    /// <returns>Its end, or 0.</returns>
    public static int MatchV6(ref Scan scan, int colon)
    {
        var text = scan.Text;
        var start = colon;
        while (start > 0 && colon - start <= 4 && char.IsAsciiHexDigit((char)text[start - 1]))
            start--;
        if (colon - start > 4 || Characters.IsJoinedBefore(text, start) || (start > 0 && text[start - 1] is (byte)':' or (byte)'.'))
            return 0;

        var end = EndOfV6(text, start);
        scan.Examined += LongestV6;
        if (end == 0 || Characters.IsJoinedAfter(text, end) || scan.At(end) == ':' || !text[start..end].ContainsAnyInRange((byte)'0', (byte)'9'))
            return 0;

        scan.Add(PersonalDataEntity.IpAddress, start, end, Score);
        return end;
    }

    private static int EndOfV6(ReadOnlySpan<byte> text, int start)
    {
        var (groups, at, gap) = (0, start, false);
        while (at < text.Length)
        {
            var first = at;
            while (at < text.Length && at - first < 5 && char.IsAsciiHexDigit((char)text[at]))
                at++;
            var length = at - first;
            if (length > 4)
                return 0;

            if (length > 0 && at < text.Length && text[at] == '.' && EndOfV4(text, first) is var tail and > 0)
            {
                (groups, at) = (groups + 2, tail);
                break;
            }

            groups += length > 0 ? 1 : 0;
            if (at >= text.Length || text[at] != ':' || groups == 8)
                break;
            if (at + 1 < text.Length && text[at + 1] == ':')
            {
                if (gap)
                    return 0;
                (gap, at) = (true, at + 2);
                if (at >= text.Length || !char.IsAsciiHexDigit((char)text[at]))
                    break;
            }
            else if (length == 0 || at + 1 >= text.Length || !char.IsAsciiHexDigit((char)text[at + 1]))
            {
                break;
            }
            else
            {
                at++;
            }
        }

        return groups == 8 ? (gap ? 0 : at) : gap && groups is >= 1 and < 8 ? at : 0;
    }

    private static int EndOfV4(ReadOnlySpan<byte> text, int start)
    {
        var at = start;
        for (var part = 0; part < 4; part++)
        {
            var (value, first) = (0, at);
            while (at < text.Length && at - first < 4 && Characters.IsDigit(text[at]))
                value = (value * 10) + text[at++] - '0';
            if (at == first || value > 255 || at - first > 3 || (at - first > 1 && text[first] == '0'))
                return 0;
            if (part == 3)
                return at;
            if (at >= text.Length || text[at] != '.')
                return 0;
            at++;
        }

        return 0;
    }
}
