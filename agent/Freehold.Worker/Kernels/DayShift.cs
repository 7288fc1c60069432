using System.Buffers.Binary;
using Freehold.JobContract.Transform;
using Freehold.Worker.Keys;

namespace Freehold.Worker.Kernels;

/// <summary>
/// How far a subject's dates move: the first 8 bytes of its token, as a big-endian number, modulo 2R + 1, less R. The entity type
/// of these tokens is <c>date_shift</c>. For one thread at a time.
/// </summary>
internal sealed class DayShift(DateShiftAction action, byte[] master) : IDisposable
{
    private readonly Tokens _tokens = new(ValueKey.Derive(master, action.Domain), "date_shift", action.Normalise);
    private readonly byte[] _token = new byte[Tokens.Length];

    /// <summary>Days to add, from -R to R.</summary>
    public int DaysFor(ReadOnlySpan<byte> subject)
    {
        _tokens.Make(subject, _token);
        var span = (ulong)((2L * action.Days) + 1);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(_token) % span) - action.Days;
    }

    public void Dispose() => _tokens.Dispose();
}
