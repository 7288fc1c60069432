using System.Globalization;
using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Profile;

/// <summary>Reads the bounds of a range: numbers, or dates as <c>2020-03-07</c> with or without a time.</summary>
internal static class RangeBounds
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss"];

    public static QualityCheck? Read(DocumentMap rule)
    {
        var (least, leastIsDate) = Bound(rule, "min");
        var (most, mostIsDate) = Bound(rule, "max");
        if (rule.Take("min") is null && rule.Take("max") is null)
            rule.Problem("min", "is missing: a range needs min, max or both");
        else if (least is not null && most is not null && leastIsDate != mostIsDate)
            rule.Problem("max", "must be a number or a date as min is");
        else if (most < least)
            rule.Problem("max", "must not be less than min");
        return new RangeCheck(least, most, leastIsDate || mostIsDate);
    }

    private static (double? Bound, bool IsDate) Bound(DocumentMap rule, string key)
    {
        if (rule.Text(key, 64) is not { } text)
            return (null, false);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return (number, false);
        if (DateTime.TryParseExact(text, DateForms, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date))
            return ((date - DateTime.UnixEpoch).TotalSeconds, true);

        rule.Problem(key, "must be a number, or a date such as 2020-03-07");
        return (null, false);
    }
}
