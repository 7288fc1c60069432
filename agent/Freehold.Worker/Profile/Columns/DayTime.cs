namespace Freehold.Worker.Profile.Columns;

/// <summary>A time of day as it is written behind a date.</summary>
internal static class DayTime
{
    /// <summary>
    /// Seconds since midnight, in UTC where an offset is written: <c>9:05</c>, <c>09:05:07.25</c>, <c>09:05:07+02:00</c>,
    /// <c>9:05 PM</c>. 0 where it is none.
    /// </summary>
    public static double SecondsOf(ReadOnlySpan<byte> text)
    {
        var seconds = 3600.0 * TakeNumber(ref text);
        if (Take(ref text, ':'))
            seconds += 60.0 * TakeNumber(ref text);
        if (Take(ref text, ':'))
            seconds += TakeNumber(ref text);
        if (Take(ref text, '.') || Take(ref text, ','))
            seconds += TakeFraction(ref text);

        text = text.TrimStart((byte)' ');
        if (text.IsEmpty)
            return seconds;

        return (char)(text[0] & ~0x20) switch
        {
            'P' when seconds < 12 * 3600 => seconds + (12 * 3600),
            'A' when seconds >= 12 * 3600 => seconds - (12 * 3600),
            _ => seconds - OffsetOf(text),
        };
    }

    private static double OffsetOf(ReadOnlySpan<byte> text)
    {
        var sign = text[0] == '-' ? -1 : text[0] == '+' ? 1 : 0;
        if (sign == 0)
            return 0;

        text = text[1..];
        var hours = TakeNumber(ref text);
        if (!Take(ref text, ':') && hours >= 100)
            return sign * ((hours / 100 * 3600) + (hours % 100 * 60)); // +0200
        return sign * ((hours * 3600) + (TakeNumber(ref text) * 60));
    }

    private static int TakeNumber(ref ReadOnlySpan<byte> text)
    {
        var number = 0;
        for (var digits = 0; digits < 4 && !text.IsEmpty && (uint)(text[0] - '0') <= 9; digits++)
        {
            number = (number * 10) + (text[0] - '0');
            text = text[1..];
        }

        return number;
    }

    private static double TakeFraction(ref ReadOnlySpan<byte> text)
    {
        var (sum, weight) = (0.0, 0.1);
        while (!text.IsEmpty && (uint)(text[0] - '0') <= 9)
        {
            sum += (text[0] - '0') * weight;
            weight /= 10;
            text = text[1..];
        }

        return sum;
    }

    private static bool Take(ref ReadOnlySpan<byte> text, char mark)
    {
        if (text.IsEmpty || text[0] != mark)
            return false;
        text = text[1..];
        return true;
    }
}
