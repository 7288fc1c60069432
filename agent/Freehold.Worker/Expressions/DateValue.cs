using System.Globalization;
using System.Text;
using Freehold.Worker.Kernels;

namespace Freehold.Worker.Expressions;

/// <summary>A date with or without a time of day.</summary>
internal sealed record DateValue(DateTime Moment, bool HasTime)
{
    /// <summary>Reads what <see cref="DateText"/> reads; a time of day is <c>hh:mm[:ss[.fraction]]</c>, an offset is not.</summary>
    public static DateValue? TryParse(string text)
    {
        if (text.Length > 64)
            return null;

        var utf8 = Encoding.UTF8.GetBytes(text.Trim());
        if (!DateText.TryParse(utf8, out var date))
            return null;
        if (utf8.Length == date.Length)
            return new(date.Date.ToDateTime(TimeOnly.MinValue), HasTime: false);

        var time = Encoding.UTF8.GetString(utf8.AsSpan(date.Length + 1)).TrimEnd('Z');
        return TimeOnly.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) ? new(date.Date.ToDateTime(clock), HasTime: true) : null;
    }

    public override string ToString() => Moment.ToString(HasTime ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
