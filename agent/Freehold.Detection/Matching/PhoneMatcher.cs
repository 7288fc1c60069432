using Freehold.Detection.Scanning;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Matching;

/// <summary>
/// Phone numbers by how people write them: international (ITU-T E.164: at most 15 digits), North American, with a trunk 0, or in
/// groups. Which numbers a country has given out is not known here.
/// </summary>
internal static class PhoneMatcher
{
    private const int MostGroups = 7;
    private const int MostDigits = 17; // 00 and the 15 of E.164

    /// <summary>Tries the longest number that begins with this group of digits, then shorter ones that end at a blank.</summary>
    public static void Match(ref Scan scan, int firstDigit)
    {
        var text = scan.Text;
        var start = firstDigit;
        var bracket = start > 0 && text[start - 1] == '(';
        start -= bracket ? 1 : 0;
        var plus = start > 0 && text[start - 1] == '+';
        start -= plus ? 1 : 0;
        if (!NumberMatcher.CanBegin(text, start))
            return;

        // 1. Read groups, as far as a phone number may reach.
        Span<byte> lengths = stackalloc byte[MostGroups];
        Span<int> ends = stackalloc int[MostGroups];
        Span<byte> digits = stackalloc byte[MostDigits + 1];
        var (groups, count, at) = (0, 0, firstDigit);
        while (groups < MostGroups)
        {
            var from = at;
            while (at < text.Length && Characters.IsDigit(text[at]) && count <= MostDigits)
                digits[count++] = text[at++];
            scan.Examined += at - from + 1;
            if (at == from || count > MostDigits)
                break;

            lengths[groups] = (byte)(at - from);
            ends[groups++] = at;
            at = SkipSeparators(text, at);
        }

        // 2. The longest that has a form.
        for (var last = groups - 1; last >= 0; last--)
        {
            var end = ends[last];
            var extension = EndOfExtension(text, end);
            if (extension == end && !NumberMatcher.CanEnd(text, end))
                continue;

            var total = 0;
            foreach (var length in lengths[..(last + 1)])
                total += length;
            var score = PhoneForm.ScoreOf(digits[..total], lengths[..(last + 1)], plus, bracket, scan.At(end - lengths[last] - 1));
            if (score <= 0)
                continue;

            scan.Add(PersonalDataEntity.PhoneNumber, start, extension, score);
            return;
        }
    }

    // A blank, a hyphen, a dot, a slash; brackets with a blank at most on their outer side.
    private static int SkipSeparators(ReadOnlySpan<byte> text, int at)
    {
        var end = Math.Min(at + 3, text.Length);
        for (; at < end && !Characters.IsDigit(text[at]); at++)
        {
            if (text[at] is not ((byte)' ' or (byte)'-' or (byte)'.' or (byte)'/' or (byte)'(' or (byte)')'))
                return text.Length;
        }

        return at;
    }

    // x123 or ext. 123, up to six digits.
    private static int EndOfExtension(ReadOnlySpan<byte> text, int end)
    {
        var at = end;
        if (at < text.Length && text[at] == ' ')
            at++;
        if (text[at..].StartsWith("ext"u8))
            at += text[at..].StartsWith("ext."u8) ? 4 : 3;
        else if (at < text.Length && (text[at] | 0x20) == 'x')
            at++;
        else
            return end;

        if (at < text.Length && text[at] == ' ')
            at++;
        var first = at;
        while (at < text.Length && at - first < 7 && Characters.IsDigit(text[at]))
            at++;
        return at - first is >= 1 and <= 6 && !Characters.IsJoinedAfter(text, at) ? at : end;
    }
}
