using System.Diagnostics.Metrics;
using System.Text;

namespace Freehold.Hosting.Metrics;

/// <summary>
/// Collects the measurements of chosen meters and writes them as Prometheus text (format 0.0.4). Counters, up-down
/// counters, gauges, histograms and their observable forms; names and units follow the OpenTelemetry rules for Prometheus.
/// </summary>
/// <remarks>Safe from any thread. Starts listening when constructed with meters, stops when disposed.</remarks>
public sealed class PrometheusExposition : IDisposable
{
    /// <summary>Value of the content-type header.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly List<MetricFamily> _families = [];

    /// <param name="meters">Names of meters; a final <c>*</c> matches anything.</param>
    public PrometheusExposition(params IReadOnlyList<string> meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (meters.Any(pattern => Matches(pattern, instrument.Meter.Name)))
                listener.EnableMeasurementEvents(instrument, Register(instrument));
        };
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record(state, (double)value, tags));
        _listener.Start();
    }

    /// <summary>Everything collected so far; observable instruments are asked now.</summary>
    public string Render()
    {
        _listener.RecordObservableInstruments();

        MetricFamily[] families;
        lock (_lock)
            families = [.. _families.OrderBy(family => family.Name, StringComparer.Ordinal)];

        var text = new StringBuilder();
        foreach (var family in families)
            family.AppendTo(text);
        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern;

    private static void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)state!).Record(value, tags);

    // Two meters may publish the same instrument (one meter a host in tests): they share a family.
    private MetricFamily Register(Instrument instrument)
    {
        var family = MetricFamily.Of(instrument);
        lock (_lock)
        {
            if (_families.Find(existing => existing.Name == family.Name) is { } existing)
                return existing;
            _families.Add(family);
            return family;
        }
    }
}
