using Freehold.Worker.Profile.Sketches;

namespace Freehold.Worker.Profile.Columns;

/// <summary>What is known about the numbers of a column, or about its dates as seconds since 1970.</summary>
internal sealed class NumberStatistics
{
    /// <summary>Count, mean, deviation, extremes.</summary>
    public Moments Moments { get; private init; } = new();

    /// <summary>Quantiles.</summary>
    public QuantileSketch Quantiles { get; private init; } = new();

    /// <summary>The distribution.</summary>
    public FineHistogram Histogram { get; private init; } = new();

    public void Add(double number)
    {
        Moments.Add(number);
        Quantiles.Add(number);
        Histogram.Add(number);
    }

    public void Merge(NumberStatistics other)
    {
        Moments.Merge(other.Moments);
        Quantiles.Merge(other.Quantiles);
        Histogram.Merge(other.Histogram);
    }

    public void Write(BinaryWriter writer)
    {
        Moments.Write(writer);
        Quantiles.Write(writer);
        Histogram.Write(writer);
    }

    public static NumberStatistics Read(BinaryReader reader) => new()
    {
        Moments = Moments.Read(reader),
        Quantiles = QuantileSketch.Read(reader),
        Histogram = FineHistogram.Read(reader),
    };
}
