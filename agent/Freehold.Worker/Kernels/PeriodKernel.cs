using System.Globalization;
using System.Text;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;

namespace Freehold.Worker.Kernels;

/// <summary>The week, month, quarter or year that a date lies in.</summary>
internal sealed class PeriodKernel(DatePeriod period, BucketAction action) : ValueKernel
{
    private readonly byte[] _result = new byte[32];

    public override string Refusal => FailureDetail.NotADate;

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        result = default;
        if (!DateText.TryParse(value, out var date))
            return action.OnInvalid is InvalidValues.Empty;

        result = _result.AsSpan(0, action.Label is BucketLabel.Lower ? date.Write(FirstDayOf(date.Date), _result) : WriteName(date.Date));
        return true;
    }

    private DateOnly FirstDayOf(DateOnly day) => period switch
    {
        DatePeriod.Year => new(day.Year, 1, 1),
        DatePeriod.Quarter => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        DatePeriod.Month => new(day.Year, day.Month, 1),
        _ => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), // 1 January of the year 1 was a Monday
    };

    private int WriteName(DateOnly day)
    {
        var name = period switch
        {
            DatePeriod.Year => $"{day.Year:0000}",
            DatePeriod.Quarter => $"{day.Year:0000}-Q{((day.Month - 1) / 3) + 1}",
            DatePeriod.Month => $"{day.Year:0000}-{day.Month:00}",
            _ => $"{ISOWeek.GetYear(day):0000}-W{ISOWeek.GetWeekOfYear(day):00}",
        };
        return Encoding.ASCII.GetBytes(name, _result);
    }
}
