namespace Freehold.Hosting.Metrics;

/// <summary>The types that Prometheus knows of those that we have.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts by size.</summary>
    Histogram,
}
