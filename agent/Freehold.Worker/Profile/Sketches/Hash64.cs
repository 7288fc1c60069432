using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Freehold.Worker.Profile.Sketches;

/// <summary>
/// A hash of 64 evenly spread bits for the sketches. It is part of the format of part files: equal bytes have equal hashes in every
/// file, run and machine, which is what lets sketches be merged and columns be compared. Not for keeping anything secret.
/// </summary>
/// <remarks>Multiply-and-fold as in Wang Yi's wyhash, with constants of our own, and the finaliser of SplitMix64.</remarks>
internal static class Hash64
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xD6E8FEB86659FD93;
    private const ulong Third = 0xA0761D6478BD642F;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var state = First ^ (ulong)bytes.Length;
        while (bytes.Length > 16)
        {
            state = Fold(BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ Second, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) ^ state);
            bytes = bytes[16..];
        }

        ulong low = 0;
        ulong high = 0;
        if (bytes.Length >= 8)
        {
            low = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            high = BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..]);
        }
        else if (bytes.Length >= 4)
        {
            low = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]);
        }
        else if (bytes.Length > 0)
        {
            low = ((ulong)bytes[0] << 16) | ((ulong)bytes[bytes.Length >> 1] << 8) | bytes[^1];
        }

        return Finish(Fold(low ^ Second, high ^ state) ^ (state * Third));
    }

    /// <summary>The hash of two values side by side.</summary>
    public static ulong Of(ulong left, ulong right) => Finish(Fold(left ^ First, right ^ Second) + (left * Third));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Finish(ulong mixed)
    {
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
