using System.Numerics;

namespace Freehold.Worker.Profile.Sketches;

/// <summary>
/// Counts distinct values in 16 KiB, whatever their number: HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007) with 2^14
/// registers and the estimator of Ertl 2017 ("New cardinality estimation algorithms for HyperLogLog sketches", algorithm 6), which
/// needs no corrections by table. Standard error 0.8 %; two in a hundred columns may be off by more than 2 %.
/// </summary>
internal sealed class CardinalitySketch
{
    private const int IndexBits = 14;
    private const int Registers = 1 << IndexBits;
    private const int MostZeros = 64 - IndexBits;

    private readonly byte[] _registers;

    public CardinalitySketch()
        : this(new byte[Registers])
    {
    }

    private CardinalitySketch(byte[] registers) => _registers = registers;

    /// <summary>Takes note of a value by its <see cref="Hash64"/>.</summary>
    public void Add(ulong hash)
    {
        // The bit below the index bits that are shifted out ends the run of zeros.
        var rank = (byte)(BitOperations.LeadingZeroCount((hash << IndexBits) | (1UL << (IndexBits - 1))) + 1);
        ref var register = ref _registers[hash >> MostZeros];
        if (rank > register)
            register = rank;
    }

    /// <summary>Adds what another has seen; the order does not matter.</summary>
    public void Merge(CardinalitySketch other)
    {
        for (var index = 0; index < Registers; index++)
            _registers[index] = Math.Max(_registers[index], other._registers[index]);
    }

    /// <summary>The number of distinct values.</summary>
    public double Estimate()
    {
        Span<int> holding = stackalloc int[MostZeros + 2];
        foreach (var register in _registers)
            holding[register]++;

        var sum = Registers * Tau(1 - (holding[MostZeros + 1] / (double)Registers));
        for (var rank = MostZeros; rank >= 1; rank--)
            sum = 0.5 * (sum + holding[rank]);
        sum += Registers * Sigma(holding[0] / (double)Registers);
        return Registers / (2 * Math.Log(2)) * Registers / sum;
    }

    public void Write(BinaryWriter writer) => writer.Write(_registers);

    public static CardinalitySketch Read(BinaryReader reader)
    {
        var registers = new byte[Registers];
        reader.BaseStream.ReadExactly(registers);
        return registers.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(MostZeros + 1)) < 0
            ? new(registers)
            : throw new InvalidDataException("A register cannot hold this rank.");
    }

    private static double Sigma(double x)
    {
        if (x >= 1)
            return double.PositiveInfinity;

        var (sum, weight, before) = (x, 1.0, double.NaN);
        while (sum != before)
        {
            before = sum;
            x *= x;
            sum += x * weight;
            weight += weight;
        }

        return sum;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
            return 0;

        var (sum, weight, before) = (1 - x, 1.0, double.NaN);
        while (sum != before)
        {
            before = sum;
            x = Math.Sqrt(x);
            weight *= 0.5;
            sum -= (1 - x) * (1 - x) * weight;
        }

        return sum / 3;
    }
}
