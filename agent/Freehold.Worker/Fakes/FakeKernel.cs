using System.Buffers.Binary;
using Freehold.JobContract.Transform;
using Freehold.Worker.Kernels;
using Freehold.Worker.Keys;

namespace Freehold.Worker.Fakes;

/// <summary>An invented value. Its seed is the first 8 bytes, big-endian, of the original's token under the entity's own type.</summary>
internal sealed class FakeKernel : ValueKernel
{
    private readonly FakeEntity _entity;
    private readonly Tokens _tokens;
    private readonly byte[] _token = new byte[Tokens.Length];
    private readonly FakeText _fake = new();

    public FakeKernel(FakeAction action, byte[] master)
    {
        _entity = action.Entity;
        _tokens = new Tokens(ValueKey.Derive(master, action.Domain), FakeEntities.TokenType(action.Entity), action.Normalise);
    }

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        _tokens.Make(value, _token);
        var dice = new FakeDice(BinaryPrimitives.ReadUInt64BigEndian(_token));

        _fake.Clear();
        FakeEntities.Add(_fake, _entity, value, ref dice);
        result = _fake.Written;
        return true;
    }

    public override void Dispose() => _tokens.Dispose();
}
