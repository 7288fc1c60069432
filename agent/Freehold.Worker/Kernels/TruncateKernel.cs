using System.Text;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Numbers;

namespace Freehold.Worker.Kernels;

/// <summary>Cuts texts, dates and numbers to what is precise enough.</summary>
internal sealed class TruncateKernel(TruncateAction action) : ValueKernel
{
    private readonly byte[] _result = new byte[64];

    public override string Refusal => action.Date is null ? FailureDetail.NotANumber : FailureDetail.NotADate;

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        if (action.Length is { } length)
        {
            result = First(value, length);
            return true;
        }

        result = action.Date is { } part ? CutDate(value, part) : CutNumber(value);
        return !result.IsEmpty || action.OnInvalid is InvalidValues.Empty;
    }

    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> value, int characters)
    {
        var rest = value;
        for (var count = 0; count < characters && !rest.IsEmpty; count++)
        {
            Rune.DecodeFromUtf8(rest, out _, out var bytes);
            rest = rest[bytes..];
        }

        return value[..^rest.Length];
    }

    private ReadOnlySpan<byte> CutDate(ReadOnlySpan<byte> value, DatePart part)
    {
        if (!DateText.TryParse(value, out var date))
            return default;

        var day = date.Date;
        day = part switch
        {
            DatePart.Year => new(day.Year, 1, 1),
            DatePart.Month => new(day.Year, day.Month, 1),
            _ => day,
        };
        return _result.AsSpan(0, date.Write(day, _result));
    }

    private ReadOnlySpan<byte> CutNumber(ReadOnlySpan<byte> value)
    {
        if (!NumberText.TryParse(value, out var number))
            return default;

        if (action.Multiple is { } multiple)
        {
            // What is left over of a division has the sign of the number, so taking it away goes towards zero.
            var cut = number.Value - (number.Value % multiple);
            return _result.AsSpan(0, NumberText.Write(cut, Math.Max((int)multiple.Scale, 0), _result));
        }

        var decimals = Math.Min(action.Decimals!.Value, number.Decimals);
        var rounded = Math.Round(number.Value, decimals, MidpointRounding.ToZero);
        return _result.AsSpan(0, NumberText.Write(rounded, decimals, _result));
    }
}
