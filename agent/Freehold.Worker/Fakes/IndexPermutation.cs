using System.Numerics;
using Freehold.Worker.Encryption;

namespace Freehold.Worker.Fakes;

/// <summary>
/// A keyed permutation of the numbers below any size: FF1 on bits, walked until the number is below the size again, which takes
/// two steps on average. For one thread at a time.
/// </summary>
internal sealed class IndexPermutation(ReadOnlySpan<byte> key) : IDisposable
{
    private const int LeastBits = 20; // FF1's least domain of a million

    private readonly Ff1 _cipher = new(key, radix: 2);
    private readonly ushort[] _bits = new ushort[128];

    /// <summary>The number that an index becomes.</summary>
    /// <param name="index">Below <paramref name="size"/>.</param>
    /// <param name="size">How many there are. Mixed in as the tweak: sizes are permuted independently.</param>
    public UInt128 Permute(UInt128 index, UInt128 size)
    {
        Span<byte> tweak = stackalloc byte[16];
        WriteBigEndian(size, tweak);

        var count = Math.Max(LeastBits, 128 - (int)UInt128.LeadingZeroCount(size - 1));
        var bits = _bits.AsSpan(0, count);
        do
        {
            for (var bit = 0; bit < count; bit++)
                bits[bit] = (ushort)((index >> (count - 1 - bit)) & 1);
            _cipher.Encrypt(bits, tweak);

            index = 0;
            foreach (var bit in bits)
                index = (index << 1) | bit;
        }
        while (index >= size);

        return index;
    }

    public void Dispose() => _cipher.Dispose();

    private static void WriteBigEndian(UInt128 number, Span<byte> target) => ((IBinaryInteger<UInt128>)number).WriteBigEndian(target);
}
