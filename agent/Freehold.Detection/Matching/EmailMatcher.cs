using System.Text;
using Freehold.Detection.Scanning;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Matching;

/// <summary>E-mail addresses (RFC 5321 lengths), found by their @.</summary>
internal static class EmailMatcher
{
    private const int LongestLocal = 64;

    /// <summary>Tries the address around an @.</summary>
    /// <returns>Where to go on.</returns>
    public static int Match(ref Scan scan, int at)
    {
        var text = scan.Text;
        var start = StartOfLocal(ref scan, at);
        var end = HostName.EndOf(ref scan, at + 1);
        if (start == at || end - at < 4 || scan.At(end) == '@')
            return at + 1;

        var host = text[(at + 1)..end];
        if (HostName.KindOf(host) is HostKind.None || text[start..at].IndexOf(".."u8) >= 0)
            return at + 1;

        scan.Add(PersonalDataEntity.Email, start, end, HostName.KindOf(host) is HostKind.Unknown ? 0.5f : 1);
        return end;
    }

    private static int StartOfLocal(ref Scan scan, int at)
    {
        var text = scan.Text;
        var start = at;
        while (start > 0 && at - start <= LongestLocal)
        {
            if (text[start - 1] < 0x80)
            {
                if (!Characters.IsMailbox(text[start - 1]))
                    break;
                start--;
                continue;
            }

            Rune.DecodeLastFromUtf8(text[Math.Max(0, start - 4)..start], out var rune, out var bytes);
            if (!Characters.Joins(rune))
                break;
            start -= bytes;
        }

        scan.Examined += at - start + 1;
        while (start < at && text[start] is (byte)'.' or (byte)'-' or (byte)'%' or (byte)'+')
            start++;
        return at - start > LongestLocal || text[Math.Max(start, at - 1)] == '.' ? at : start;
    }
}
