namespace Freehold.Hosting.Metrics;

/// <summary>The numbers of one metric and label set. Guarded by its family.</summary>
internal sealed class MetricSeries(int bounds)
{
    /// <summary>Counter or gauge: the value. Histogram: the sum.</summary>
    public double Value { get; set; }

    /// <summary>Histogram: how many observations.</summary>
    public long Count { get; private set; }

    /// <summary>Histogram: observations in each bucket, not cumulated; those above the last bound only count.</summary>
    public long[] Buckets { get; } = new long[bounds];

    public void Observe(double value, IReadOnlyList<double> upperBounds)
    {
        Value += value;
        Count++;
        for (var bucket = 0; bucket < Buckets.Length; bucket++)
        {
            if (value <= upperBounds[bucket])
            {
                Buckets[bucket]++;
                return;
            }
        }
    }
}
