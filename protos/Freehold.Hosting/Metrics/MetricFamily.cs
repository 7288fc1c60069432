using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Freehold.Hosting.Metrics;

/// <summary>One metric with all its label sets.</summary>
internal sealed class MetricFamily(string name, string help, MetricKind kind, bool absolute, IReadOnlyList<double> bounds)
{
    // Enough for every combination of route, method and status; a bug that makes labels of identifiers cannot eat the memory.
    private const int MostSeries = 2_000;

    // Seconds, from a millisecond to a minute: request and database durations. A histogram's own advice goes first.
    private static readonly double[] SecondsBounds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public static MetricFamily Of(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        var kind = type == typeof(Histogram<>) ? MetricKind.Histogram
            : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : MetricKind.Gauge;

        // Observable instruments and gauges report where they stand, the others by how much they moved.
        var absolute = instrument.IsObservable || type == typeof(Gauge<>);
        var name = MetricName.Of(instrument, kind is MetricKind.Counter);
        return new(name, instrument.Description ?? "", kind, absolute, BoundsOf(instrument));
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        lock (_lock)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                if (_series.Count >= MostSeries)
                    return;
                _series[labels] = series = new(bounds.Count);
            }

            if (kind is MetricKind.Histogram)
                series.Observe(value, bounds);
            else
                series.Value = absolute ? value : series.Value + value;
        }
    }

    public void AppendTo(StringBuilder text)
    {
        lock (_lock)
        {
            if (_series.Count == 0)
                return;

            if (help.Length > 0)
                text.Append("# HELP ").Append(Name).Append(' ').Append(EscapeHelp(help)).Append('\n');
            text.Append("# TYPE ").Append(Name).Append(' ').Append(kind.ToString().ToLowerInvariant()).Append('\n');

            foreach (var (labels, series) in _series)
            {
                if (kind is MetricKind.Histogram)
                    AppendHistogram(text, labels, series);
                else
                    AppendSample(text, Name, labels, series.Value);
            }
        }
    }

    private static IReadOnlyList<double> BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } advised } => advised,
        Histogram<long> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        _ => SecondsBounds,
    };

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
            labels[MetricName.Clean(name)] = Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        return string.Join(',', labels.Select(label => $"{label.Key}=\"{label.Value}\""));
    }

    private static string EscapeHelp(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Escape(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static void AppendSample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private void AppendHistogram(StringBuilder text, string labels, MetricSeries series)
    {
        var prefix = labels.Length == 0 ? "" : labels + ",";
        var below = 0L;
        for (var bucket = 0; bucket < bounds.Count; bucket++)
        {
            below += series.Buckets[bucket];
            var bound = bounds[bucket].ToString("R", CultureInfo.InvariantCulture);
            AppendSample(text, $"{Name}_bucket", $"{prefix}le=\"{bound}\"", below);
        }

        AppendSample(text, $"{Name}_bucket", $"{prefix}le=\"+Inf\"", series.Count);
        AppendSample(text, $"{Name}_sum", labels, series.Value);
        AppendSample(text, $"{Name}_count", labels, series.Count);
    }
}
