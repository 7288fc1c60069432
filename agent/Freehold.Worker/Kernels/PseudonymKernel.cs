using System.Text;
using Freehold.JobContract.Transform;
using Freehold.Worker.Keys;

namespace Freehold.Worker.Kernels;

/// <summary>The first hex digits of the value's token, after a prefix.</summary>
internal sealed class PseudonymKernel : ValueKernel
{
    private readonly Tokens _tokens;
    private readonly byte[] _token = new byte[Tokens.Length];
    private readonly byte[] _result;
    private readonly int _prefix;
    private readonly int _length;

    public PseudonymKernel(PseudonymAction action, byte[] master)
    {
        _tokens = new Tokens(ValueKey.Derive(master, action.Domain), action.Entity, action.Normalise);
        _prefix = Encoding.UTF8.GetByteCount(action.Prefix);
        _length = _prefix + action.Length;
        _result = new byte[_prefix + (2 * Tokens.Length)];
        Encoding.UTF8.GetBytes(action.Prefix, _result);
    }

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        _tokens.Make(value, _token);
        Convert.TryToHexStringLower(_token, _result.AsSpan(_prefix), out _);
        result = _result.AsSpan(0, _length);
        return true;
    }

    public override void Dispose() => _tokens.Dispose();
}
