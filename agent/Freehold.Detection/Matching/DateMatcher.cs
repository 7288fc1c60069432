using Freehold.Detection.Checksums;
using Freehold.Detection.Scanning;
using Freehold.Detection.Words;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Matching;

/// <summary>
/// Dates with a day, a month and a year: <c>2020-03-07</c> with or without a time (ISO 8601), <c>7.3.2020</c>, <c>3/7/2020</c>,
/// <c>07-03-20</c>, <c>7 March 2020</c>, <c>March 7, 2020</c>. They must exist. A year alone is none.
/// </summary>
internal static class DateMatcher
{
    private const int LongestMonth = 9;

    private static readonly WordTable Months = new(
        "january february march april may june july august september october november december".Split(' ')
            .SelectMany((month, index) => new[] { (month, (ulong)index + 1), (month[..3], (ulong)index + 1) })
            .Append(("sept", 9UL)));

    /// <summary>Tries the dates whose first number, or first number behind a month, begins here.</summary>
    public static void Match(ref Scan scan, int start)
    {
        var text = scan.Text;
        if (!NumberMatcher.CanBegin(text, start))
            return;

        scan.Examined += 32;
        var end = EndOfNumeric(text, start);
        if (end < 0)
            end = EndOfDayMonthYear(text, start);
        if (end < 0)
        {
            (start, end) = MonthDayYear(text, start);
            if (end < 0)
                return;
        }

        end = EndOfTime(text, end);
        if (!NumberMatcher.CanEnd(text, end))
            return;

        scan.Add(PersonalDataEntity.Date, start, end, 0.6f);
        if (scan.IsInContext(PersonalDataEntity.DateOfBirth, start))
            scan.Add(PersonalDataEntity.DateOfBirth, start, end, 0.6f);
    }

    private static int EndOfNumeric(ReadOnlySpan<byte> text, int start)
    {
        var at = start;
        var first = Number(text, ref at, out var firstLength);
        if (at >= text.Length || text[at] is not ((byte)'-' or (byte)'/' or (byte)'.'))
            return -1;

        var separator = text[at++];
        var second = Number(text, ref at, out var secondLength);
        if (at >= text.Length || text[at] != separator || secondLength is 0 or > 2)
            return -1;

        at++;
        var third = Number(text, ref at, out var thirdLength);
        var exists = (firstLength, thirdLength) switch
        {
            (4, 1 or 2) => IsLikely(first) && CalendarDate.Exists(first, second, third),
            (1 or 2, 4) => IsLikely(third) && (CalendarDate.Exists(third, first, second) || CalendarDate.Exists(third, second, first)),
            (2, 2) when secondLength == 2 => CalendarDate.Exists(2000 + third, first, second) || CalendarDate.Exists(2000 + third, second, first),
            _ => false,
        };
        return exists ? at : -1;
    }

    private static int EndOfDayMonthYear(ReadOnlySpan<byte> text, int start)
    {
        var at = start;
        var day = Number(text, ref at, out var dayLength);
        if (dayLength is 0 or > 2)
            return -1;

        at = SkipAny(text, at, "stndrh"u8, 2);
        at = SkipAny(text, at, " -."u8, 2);
        var month = Month(text, ref at);
        at = SkipAny(text, at, " -.,"u8, 2);
        var year = Number(text, ref at, out var yearLength);
        return month > 0 && yearLength == 4 && IsLikely(year) && CalendarDate.Exists(year, month, day) ? at : -1;
    }

    private static (int Start, int End) MonthDayYear(ReadOnlySpan<byte> text, int firstDigit)
    {
        if (firstDigit == 0 || text[firstDigit - 1] != ' ')
            return (0, -1);

        var before = firstDigit - 1;
        if (before > 0 && text[before - 1] == '.')
            before--;
        var start = before;
        while (start > 0 && before - start < LongestMonth && Characters.IsLetter(text[start - 1]))
            start--;
        var month = (int)Months[text[start..before]];
        if (month == 0 || Characters.IsJoinedBefore(text, start))
            return (0, -1);

        var at = firstDigit;
        var day = Number(text, ref at, out var dayLength);
        at = SkipAny(text, at, "stndrh"u8, 2);
        at = SkipAny(text, at, ", "u8, 2);
        var year = Number(text, ref at, out var yearLength);
        return dayLength is 1 or 2 && yearLength == 4 && IsLikely(year) && CalendarDate.Exists(year, month, day) ? (start, at) : (0, -1);
    }

    // A time of day behind a date belongs to it: T or a blank, hours, minutes, and what follows of digits, colons and zone.
    private static int EndOfTime(ReadOnlySpan<byte> text, int end)
    {
        var at = end;
        if (at + 5 >= text.Length || text[at] is not ((byte)' ' or (byte)'T') || text[at + 3] != ':')
            return end;

        at++;
        var last = Math.Min(text.Length, at + 30);
        while (at < last && (Characters.IsDigit(text[at]) || text[at] is (byte)':' or (byte)'.' or (byte)'+' or (byte)'Z'))
            at++;
        while (text[at - 1] is (byte)'.' or (byte)':' or (byte)'+')
            at--;
        return Characters.IsDigit(text[end + 1]) && Characters.IsDigit(text[end + 2]) ? at : end;
    }

    private static bool IsLikely(int year) => year is >= 1800 and <= 2199;

    private static int Number(ReadOnlySpan<byte> text, ref int at, out int length)
    {
        var (number, start) = (0, at);
        while (at < text.Length && at - start < 5 && Characters.IsDigit(text[at]))
            number = (number * 10) + text[at++] - '0';
        length = at - start;
        return number;
    }

    private static int Month(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at;
        while (at < text.Length && at - start <= LongestMonth && Characters.IsLetter(text[at]))
            at++;
        return (int)Months[text[start..at]];
    }

    private static int SkipAny(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> characters, int most)
    {
        for (; most > 0 && at < text.Length && characters.Contains(text[at]); most--)
            at++;
        return at;
    }
}
