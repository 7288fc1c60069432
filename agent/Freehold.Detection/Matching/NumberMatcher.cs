using Freehold.Detection.Scanning;

namespace Freehold.Detection.Matching;

/// <summary>Numbers of digits, in groups or not, from the first digit of a group on. Work is bounded by the longest form.</summary>
internal static class NumberMatcher
{
    private const int MostDigits = 32;

    /// <summary>Tries every form that begins here.</summary>
    public static void Match(ref Scan scan, int start)
    {
        var text = scan.Text;
        if (!CanBegin(text, start))
            return;

        Span<byte> digits = stackalloc byte[MostDigits];
        var (count, shape, at, separator) = (0, 0UL, start, (byte)0);
        for (var group = 0; group < NumberForms.MostGroups; group++)
        {
            var first = at;
            while (at < text.Length && Characters.IsDigit(text[at]) && at - first <= NumberForms.LongestGroup && count < MostDigits)
                digits[count++] = text[at++];
            scan.Examined += at - first + 1;

            var length = at - first;
            if (length is 0 or > NumberForms.LongestGroup || Characters.IsDigit(scan.At(at)))
                return;

            shape = NumberForms.Append(shape, group, length, separator);
            if (CanEnd(text, at))
                Try(ref scan, shape, start, at, digits[..count]);

            separator = scan.At(at);
            if (!NumberForms.IsSeparator(separator))
                return;
            at++;
        }
    }

    private static void Try(ref Scan scan, ulong shape, int start, int end, scoped ReadOnlySpan<byte> digits)
    {
        foreach (var form in NumberForms.Of(shape))
        {
            if (scan.Wanted.Has(form.Entity) && form.Check(digits))
                scan.Add(form.Entity, start, end, form.Score, form.Evidence);
        }
    }

    /// <summary>Whether a number may begin here: not in a word, and not behind a digit and a sign that joins them.</summary>
    public static bool CanBegin(ReadOnlySpan<byte> text, int start)
    {
        if (Characters.IsJoinedBefore(text, start))
            return false;
        return start < 2 || !"-./,"u8.Contains(text[start - 1]) || !Characters.IsDigit(text[start - 2]);
    }

    /// <summary>Whether a number may end here.</summary>
    public static bool CanEnd(ReadOnlySpan<byte> text, int end)
    {
        if (Characters.IsJoinedAfter(text, end))
            return false;
        return end + 1 >= text.Length || !"-./,"u8.Contains(text[end]) || !Characters.IsDigit(text[end + 1]);
    }
}
