using System.Numerics;
using System.Runtime.InteropServices;

namespace Freehold.Worker.Keys;

/// <summary>
/// Remembers the tokens of values that came lately: names, cities and subjects repeat, and a token costs ten times as much as a
/// look here. Each value has one place, and the next that hashes there takes it. About 200 KB, never more.
/// </summary>
internal sealed class TokenMemory
{
    private const int Places = 2048;
    private const int LongestValue = 63;
    private const int PlaceLength = 1 + LongestValue + Tokens.Length;

    private readonly byte[] _places = new byte[Places * PlaceLength];

    /// <summary>Copies the token of a value if it is remembered.</summary>
    public bool TryRecall(ReadOnlySpan<byte> value, Span<byte> token)
    {
        // An empty place has length 0, and no value that comes here is empty.
        if (value.Length is 0 or > LongestValue)
            return false;

        var place = PlaceOf(value);
        if (place[0] != value.Length || !place.Slice(1, value.Length).SequenceEqual(value))
            return false;

        place[(1 + LongestValue)..].CopyTo(token);
        return true;
    }

    /// <summary>Remembers a token.</summary>
    public void Remember(ReadOnlySpan<byte> value, ReadOnlySpan<byte> token)
    {
        if (value.Length is 0 or > LongestValue)
            return;

        var place = PlaceOf(value);
        place[0] = (byte)value.Length;
        value.CopyTo(place[1..]);
        token.CopyTo(place[(1 + LongestValue)..]);
    }

    private Span<byte> PlaceOf(ReadOnlySpan<byte> value)
    {
        var hash = (uint)value.Length;
        while (value.Length >= sizeof(ulong))
        {
            hash = BitOperations.Crc32C(hash, MemoryMarshal.Read<ulong>(value));
            value = value[sizeof(ulong)..];
        }

        foreach (var rest in value)
            hash = BitOperations.Crc32C(hash, rest);
        return _places.AsSpan((int)(hash % Places) * PlaceLength, PlaceLength);
    }
}
