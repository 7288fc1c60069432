using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Numbers;

namespace Freehold.Worker.Kernels;

/// <summary>The range that a number lies in. A range holds its lower bound and not its upper one.</summary>
internal sealed class BucketKernel(BucketAction action, NumberRange? range) : ValueKernel
{
    private readonly byte[] _result = new byte[128];

    public override string Refusal => FailureDetail.NotANumber;

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        result = default;
        if (!NumberText.TryParse(value, out var number) || !TryFind(number.Value, out var lower, out var upper))
            return action.OnInvalid is InvalidValues.Empty;

        result = action.Label is BucketLabel.Lower ? Lower(lower) : Range(lower, upper);
        return true;
    }

    private bool TryFind(decimal number, out decimal? lower, out decimal? upper)
    {
        (lower, upper) = (null, null);
        if (action.Width is not { } width)
        {
            foreach (var edge in action.Edges)
            {
                if (edge > number)
                {
                    upper = edge;
                    return true;
                }

                lower = edge;
            }

            return true;
        }

        try
        {
            lower = action.From + (Math.Floor((number - action.From) / width) * width);
            upper = lower + width;
            return true;
        }
        catch (OverflowException)
        {
            return false; // so far from zero that its range has no bounds that can be written
        }
    }

    // Below the first edge there is no lower bound.
    private ReadOnlySpan<byte> Lower(decimal? lower) =>
        lower is { } bound ? _result.AsSpan(0, Write(range?.Clamp(bound) ?? bound, _result)) : default;

    private ReadOnlySpan<byte> Range(decimal? lower, decimal? upper)
    {
        var length = 0;
        _result[length++] = (byte)(lower is null ? '(' : '[');
        length += WriteBound(lower, "-inf"u8, _result.AsSpan(length));
        _result[length++] = (byte)',';
        length += WriteBound(upper, "inf"u8, _result.AsSpan(length));
        _result[length++] = (byte)')';
        return _result.AsSpan(0, length);
    }

    private static int WriteBound(decimal? bound, ReadOnlySpan<byte> open, Span<byte> target)
    {
        if (bound is { } number)
            return Write(number, target);
        open.CopyTo(target);
        return open.Length;
    }

    private static int Write(decimal number, Span<byte> target)
    {
        number.TryFormat(target, out var length, "0.############################", System.Globalization.CultureInfo.InvariantCulture);
        return length;
    }
}
