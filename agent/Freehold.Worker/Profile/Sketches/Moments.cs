namespace Freehold.Worker.Profile.Sketches;

/// <summary>
/// Count, mean, variance and extremes of numbers, without the cancellation that sums of squares suffer: Welford 1962 for one number,
/// Chan, Golub and LeVeque 1979 for merging.
/// </summary>
internal sealed class Moments
{
    private double _squares;

    public long Count { get; private set; }

    /// <summary>0 when there are none.</summary>
    public double Mean { get; private set; }

    public double Least { get; private set; } = double.PositiveInfinity;

    public double Most { get; private set; } = double.NegativeInfinity;

    /// <summary>Standard deviation of a sample (n - 1); 0 for fewer than two.</summary>
    public double Deviation => Count < 2 ? 0 : Math.Sqrt(_squares / (Count - 1));

    /// <summary>Adds a number; not NaN.</summary>
    public void Add(double value)
    {
        Count++;
        var before = value - Mean;
        Mean += before / Count;
        _squares += before * (value - Mean);
        if (value < Least)
            Least = value;
        if (value > Most)
            Most = value;
    }

    public void Merge(Moments other)
    {
        if (other.Count == 0)
            return;

        var all = Count + other.Count;
        var apart = other.Mean - Mean;
        _squares += other._squares + (apart * apart * Count / all * other.Count);
        Mean += apart * other.Count / all;
        Count = all;
        Least = Math.Min(Least, other.Least);
        Most = Math.Max(Most, other.Most);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(Mean);
        writer.Write(_squares);
        writer.Write(Least);
        writer.Write(Most);
    }

    public static Moments Read(BinaryReader reader) => new()
    {
        Count = reader.ReadInt64(),
        Mean = reader.ReadDouble(),
        _squares = reader.ReadDouble(),
        Least = reader.ReadDouble(),
        Most = reader.ReadDouble(),
    };
}
