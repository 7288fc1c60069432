using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Numbers;

namespace Freehold.Worker.Fakes;

/// <summary>
/// Numeric ids. Those below a thousand million are permuted among themselves, and those from there on among themselves, up to
/// 10^18 or what the column's type holds. A sign stays.
/// </summary>
internal sealed class UniqueNumberKernel(FakeAction action, ReadOnlySpan<byte> key, NumberRange? range) : UniqueFakeKernel(action)
{
    /// <summary>The greatest number of a column's type must reach at least this, or its ids are text.</summary>
    public const decimal LeastRange = Small - 1;

    private const ulong Small = 1_000_000_000;
    private const ulong Large = 1_000_000_000_000_000_000;

    private readonly IndexPermutation _permutation = new(key);

    public override string Refusal => FailureDetail.NotANumber;

    public override void Dispose() => _permutation.Dispose();

    protected override bool TryInvent(ReadOnlySpan<byte> value)
    {
        var isNegative = value.StartsWith("-"u8);
        var digits = isNegative ? value[1..] : value;

        // 007 and 7 would have one fake, so zeros at the start are no number here.
        if (digits.Length is 0 or > 18 || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (digits[0] == '0' && digits.Length > 1))
            return false;

        var number = ulong.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        var end = range is null ? Large : Math.Min(Large, (ulong)range.Most + 1);
        var fake = number < Small
            ? (ulong)_permutation.Permute(number, Small)
            : Small + (ulong)_permutation.Permute(number - Small, end - Small);

        if (isNegative && fake > 0)
            Fake.Add((byte)'-');
        Span<byte> text = stackalloc byte[20];
        fake.TryFormat(text, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
        Fake.Add(text[..length]);
        return true;
    }
}
