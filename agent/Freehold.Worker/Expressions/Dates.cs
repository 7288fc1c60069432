using System.Globalization;
using System.Text;
using Freehold.Worker.Kernels;

namespace Freehold.Worker.Expressions;

/// <summary>Functions of dates. They read what the action <c>date_shift</c> reads.</summary>
internal static class Dates
{
    private const int UsualDays = 365;
    private const int MostDays = 36_500;

    public static DateValue? Read(ExpressionValue value) => value.Kind switch
    {
        ValueKind.Date => value.Date,
        ValueKind.Text => DateValue.TryParse(value.Text),
        _ => null,
    };

    public static ExpressionValue Parse(ExpressionValue value) => value.IsNull
        ? value
        : Read(value) is { } date ? ExpressionValue.Of(date) : ExpressionValue.Of(RowFault.NotADate);

    /// <summary>Moves a date by days that its own text decides, from the least to the most; a text keeps its way of writing.</summary>
    public static ExpressionValue Shift(ExpressionValue[] a, RowScope row)
    {
        if (a[0].IsNull)
            return a[0];
        if (!TryDays(a[1], -UsualDays, out var least) || !TryDays(a[2], UsualDays, out var most) || most < least)
            return ExpressionValue.Of(RowFault.OutOfRange);
        if (a[0].Kind is not (ValueKind.Text or ValueKind.Date))
            return ExpressionValue.Of(RowFault.NotADate);

        var text = a[0].ToCell();
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (!DateText.TryParse(utf8, out var date))
            return ExpressionValue.Of(RowFault.NotADate);

        var day = date.Date.DayNumber + row.Inventions.Days(text, least, most);
        if (day < 0 || day > DateOnly.MaxValue.DayNumber)
            return ExpressionValue.Of(RowFault.NotADate);

        var written = new byte[DateText.Longest];
        var length = date.Write(DateOnly.FromDayNumber(day), written);
        var moved = Encoding.UTF8.GetString(written.AsSpan(0, length)) + Encoding.UTF8.GetString(utf8.AsSpan(date.Length));
        return a[0].Kind is ValueKind.Date ? Parse(ExpressionValue.Of(moved)) : ExpressionValue.Of(moved);
    }

    public static ExpressionValue Format(ExpressionValue value, ExpressionValue format, string usual)
    {
        if (value.IsNull)
            return value;
        if (!format.IsMissing && format.Kind is not ValueKind.Text)
            return ExpressionValue.Of(RowFault.WrongValueType);
        if (Read(value) is not { } date)
            return ExpressionValue.Of(RowFault.NotADate);

        var written = new StringBuilder();
        var pattern = format.IsMissing ? usual : format.Text;
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] != '%')
            {
                written.Append(pattern[at]);
                continue;
            }

            if (++at == pattern.Length || Part(date.Moment, pattern[at]) is not { } part)
                return ExpressionValue.Of(RowFault.OutOfRange);
            written.Append(part);
        }

        return ExpressionValue.Of(written.ToString());
    }

    private static string? Part(DateTime moment, char code) => code switch
    {
        'Y' => moment.ToString("yyyy", CultureInfo.InvariantCulture),
        'y' => moment.ToString("yy", CultureInfo.InvariantCulture),
        'm' => moment.ToString("MM", CultureInfo.InvariantCulture),
        'd' => moment.ToString("dd", CultureInfo.InvariantCulture),
        'H' => moment.ToString("HH", CultureInfo.InvariantCulture),
        'I' => moment.ToString("hh", CultureInfo.InvariantCulture),
        'M' => moment.ToString("mm", CultureInfo.InvariantCulture),
        'S' => moment.ToString("ss", CultureInfo.InvariantCulture),
        'p' => moment.ToString("tt", CultureInfo.InvariantCulture),
        'b' => moment.ToString("MMM", CultureInfo.InvariantCulture),
        'B' => moment.ToString("MMMM", CultureInfo.InvariantCulture),
        'a' => moment.ToString("ddd", CultureInfo.InvariantCulture),
        'A' => moment.ToString("dddd", CultureInfo.InvariantCulture),
        'j' => moment.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        '%' => "%",
        _ => null,
    };

    // -30d, +1y, 2w, 6m or a number of days; what depends on today is none.
    private static bool TryDays(ExpressionValue value, int otherwise, out int days)
    {
        days = otherwise;
        if (value.IsMissing)
            return true;
        if (!value.HasText)
            return false;

        var text = value.ToCell();
        var unit = text.Length > 1 ? text[^1] switch { 'd' => 1, 'w' => 7, 'm' => 30, 'M' => 30, 'y' => 365, _ => 0 } : 0;
        if (!long.TryParse(unit > 0 ? text[..^1] : text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number is < -MostDays or > MostDays)
            return false;

        number *= Math.Max(1, unit);
        days = (int)Math.Clamp(number, -MostDays, MostDays);
        return days == number;
    }
}
