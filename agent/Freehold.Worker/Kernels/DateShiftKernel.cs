using Freehold.JobContract.Transform;

namespace Freehold.Worker.Kernels;

/// <summary>Moves a date that is written as text, and writes it as it was written. A time of day stays.</summary>
internal sealed class DateShiftKernel(DateShiftAction action, byte[] master) : ValueKernel
{
    private readonly DayShift _shift = new(action, master);
    private readonly byte[] _result = new byte[DateText.Longest + 41];

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        result = default;
        if (!DateText.TryParse(value, out var date) || !TryAddDays(date.Date, subject.IsEmpty ? value : subject, out var moved))
            return action.OnInvalid is InvalidDates.Empty;

        var length = date.Write(moved, _result);
        var time = value[date.Length..];
        time.CopyTo(_result.AsSpan(length));
        result = _result.AsSpan(0, length + time.Length);
        return true;
    }

    public override void Dispose() => _shift.Dispose();

    private bool TryAddDays(DateOnly date, ReadOnlySpan<byte> subject, out DateOnly moved)
    {
        var day = date.DayNumber + _shift.DaysFor(subject);
        var fits = day >= DateOnly.MinValue.DayNumber && day <= DateOnly.MaxValue.DayNumber;
        moved = fits ? DateOnly.FromDayNumber(day) : default;
        return fits;
    }
}
