using Freehold.JobContract.Transform;
using Freehold.Worker.Encryption;

namespace Freehold.Worker.Fakes;

/// <summary>UUIDs: all digits are permuted but those that say version and variant.</summary>
internal sealed class UniqueUuidKernel(FakeAction action, ReadOnlySpan<byte> key) : UniqueFakeKernel(action)
{
    private readonly Ff1 _cipher = new(key, radix: 16);
    private readonly ushort[] _digits = new ushort[FakeUuid.Digits];
    private readonly ushort[] _free = new ushort[FakeUuid.Digits - 2];

    public override void Dispose() => _cipher.Dispose();

    protected override bool TryInvent(ReadOnlySpan<byte> value)
    {
        if (!FakeUuid.TryRead(value, _digits))
            return false;

        Move(toFree: true);
        _cipher.Encrypt(_free, tweak: default);
        Move(toFree: false);
        FakeUuid.Write(Fake, value, _digits);
        return true;
    }

    private void Move(bool toFree)
    {
        var next = 0;
        for (var place = 0; place < FakeUuid.Digits; place++)
        {
            if (FakeUuid.IsFixed(place))
                continue;
            if (toFree)
                _free[next++] = _digits[place];
            else
                _digits[place] = _free[next++];
        }
    }
}
