using System.Buffers.Text;

namespace Freehold.Worker.Kernels;

/// <summary>
/// Dates as they are written: <c>2020-03-07</c>, <c>2020/03/07</c>, <c>20200307</c>, <c>07.03.2020</c>, <c>7.3.2020</c>,
/// <c>07-03-2020</c> (day first), <c>03/07/2020</c> (month first); each may be followed by <c>T</c> or a blank and a time of day.
/// Slashes with the year last are read month first and nothing else: a guess by value would move some dates of a column
/// differently from others.
/// </summary>
internal readonly record struct DateText(DateOnly Date, byte Separator, DateOrder Order, bool Padded, int Length)
{
    /// <summary>Longest date without its time.</summary>
    public const int Longest = 10;

    /// <summary>Reads the date at the start of a text; <see cref="Length"/> says how much of it that is.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateText date)
    {
        date = default;
        var length = text.IndexOfAny((byte)'T', (byte)' ') is var end and >= 0 ? end : text.Length;
        if (length < text.Length && !IsTime(text[(length + 1)..]))
            return false;

        var written = text[..length];
        return length == 8 && written.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            ? Make(written[..4], written[4..6], written[6..], separator: 0, DateOrder.YearMonthDay, out date)
            : TryParseParts(written, out date);
    }

    /// <summary>Writes another date in the same way.</summary>
    /// <returns>The number of bytes.</returns>
    public int Write(DateOnly other, Span<byte> target)
    {
        var (first, second, third) = Order switch
        {
            DateOrder.YearMonthDay => (other.Year, other.Month, other.Day),
            DateOrder.MonthDayYear => (other.Month, other.Day, other.Year),
            _ => (other.Day, other.Month, other.Year),
        };

        var at = WriteNumber(first, Order is DateOrder.YearMonthDay, target, 0);
        at = WriteSeparator(target, at);
        at = WriteNumber(second, isYear: false, target, at);
        at = WriteSeparator(target, at);
        return WriteNumber(third, Order is not DateOrder.YearMonthDay, target, at);
    }

    private static bool TryParseParts(ReadOnlySpan<byte> text, out DateText date)
    {
        date = default;
        var first = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (first <= 0 || text[first] is not ((byte)'-' or (byte)'/' or (byte)'.'))
            return false;

        var separator = text[first];
        var rest = text[(first + 1)..];
        var second = rest.IndexOf(separator);
        if (second <= 0)
            return false;

        var a = text[..first];
        var b = rest[..second];
        var c = rest[(second + 1)..];
        return (a.Length, c.Length, separator) switch
        {
            (4, <= 2, not (byte)'.') => Make(a, b, c, separator, DateOrder.YearMonthDay, out date),
            ( <= 2, 4, (byte)'/') => Make(c, a, b, separator, DateOrder.MonthDayYear, out date),
            ( <= 2, 4, _) => Make(c, b, a, separator, DateOrder.DayMonthYear, out date),
            _ => false,
        };
    }

    private static bool Make(
        ReadOnlySpan<byte> year, ReadOnlySpan<byte> month, ReadOnlySpan<byte> day, byte separator, DateOrder order, out DateText date)
    {
        date = default;
        if (!TryNumber(year, out var y) || !TryNumber(month, out var m) || !TryNumber(day, out var d))
            return false;
        if (y is < 1 or > 9999 || m is < 1 or > 12 || d < 1 || d > DateTime.DaysInMonth(y, m))
            return false;

        var length = year.Length + month.Length + day.Length + (separator == 0 ? 0 : 2);
        date = new(new DateOnly(y, m, d), separator, order, Padded: month.Length == 2 && day.Length == 2, length);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        return digits.Length is 1 or 2 or 4
            && digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && Utf8Parser.TryParse(digits, out number, out _);
    }

    // hh:mm with what may follow it: seconds, fractions, AM or PM, an offset. It is copied as it is.
    private static bool IsTime(ReadOnlySpan<byte> time) =>
        time.Length is >= 4 and <= 40
        && char.IsAsciiDigit((char)time[0])
        && time[1..].IndexOf((byte)':') is 0 or 1
        && time.IndexOfAnyExcept("0123456789:.,+- ZzAaPpMm"u8) < 0;

    private int WriteNumber(int number, bool isYear, Span<byte> target, int at)
    {
        var digits = isYear ? 4 : Padded || number > 9 ? 2 : 1;
        for (var index = at + digits - 1; index >= at; index--)
        {
            target[index] = (byte)('0' + (number % 10));
            number /= 10;
        }

        return at + digits;
    }

    private int WriteSeparator(Span<byte> target, int at)
    {
        if (Separator == 0)
            return at;
        target[at] = Separator;
        return at + 1;
    }
}
