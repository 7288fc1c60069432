using System.Buffers.Binary;
using System.Security.Cryptography;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Keys;
using Freehold.Worker.Numbers;

namespace Freehold.Worker.Kernels;

/// <summary>
/// Adds noise to a number and writes it with as many decimals. The noise is made of 16 bytes: of the value's token under the
/// entity type <c>noise</c>, or of the generator.
/// </summary>
internal sealed class NoiseKernel : ValueKernel
{
    private readonly NoiseAction _action;
    private readonly NumberRange? _range;
    private readonly Tokens? _tokens;
    private readonly byte[] _random = new byte[Tokens.Length];
    private readonly byte[] _result = new byte[64];

    /// <param name="action">The action.</param>
    /// <param name="master">Master key; null when the row decides.</param>
    /// <param name="range">The numbers that the column's type holds; null where the values are text.</param>
    public NoiseKernel(NoiseAction action, byte[]? master, NumberRange? range)
    {
        _action = action;
        _range = range;
        _tokens = master is null ? null : new Tokens(ValueKey.Derive(master, action.Domain), "noise", action.Normalise);
    }

    public override string Refusal => FailureDetail.NotANumber;

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        result = default;
        if (!NumberText.TryParse(value, out var number))
            return _action.OnInvalid is InvalidValues.Empty;

        if (_tokens is null)
            RandomNumberGenerator.Fill(_random);
        else
            _tokens.Make(value, _random);

        var noisy = Sum(number.Value, Draw() * (double)_action.Scale);
        noisy = Math.Max(noisy, _action.Least ?? decimal.MinValue);
        noisy = Math.Min(noisy, _action.Most ?? decimal.MaxValue);
        result = _result.AsSpan(0, NumberText.Write(_range?.Clamp(noisy) ?? noisy, number.Decimals, _result));
        return true;
    }

    public override void Dispose() => _tokens?.Dispose();

    // Of scale 1. The fractions lie strictly between 0 and 1, so no logarithm is infinite.
    private double Draw()
    {
        var (first, second) = (Fraction(_random), Fraction(_random.AsSpan(sizeof(ulong))));
        return _action.Distribution switch
        {
            NoiseDistribution.Uniform => (2 * first) - 1,
            NoiseDistribution.Laplace => first < 0.5 ? Math.Log(2 * first) : -Math.Log(2 * (1 - first)),
            _ => Math.Sqrt(-2 * Math.Log(first)) * Math.Cos(2 * Math.PI * second), // Box and Muller
        };
    }

    private static double Fraction(ReadOnlySpan<byte> bytes) =>
        ((BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 12) + 0.5) / (1L << 52);

    private static decimal Sum(decimal number, double noise)
    {
        try
        {
            return number + (decimal)noise;
        }
        catch (OverflowException)
        {
            return noise < 0 ? decimal.MinValue : decimal.MaxValue;
        }
    }
}
