using System.Diagnostics.Metrics;

namespace Freehold.Hosting.Watchdogs;

/// <summary>The loops in numbers.</summary>
public sealed class LoopMetrics
{
    /// <summary>Counts from now on.</summary>
    public LoopMetrics(IMeterFactory meters, LoopWatchdogs watchdogs)
    {
        var meter = meters.Create("Freehold.Loops");
        meter.CreateObservableGauge(
            "freehold.loop.age",
            () => watchdogs.States().Select(state => new Measurement<double>(state.Age.TotalSeconds, new KeyValuePair<string, object?>("loop", state.Loop.Name))),
            "s",
            "Time since the loop went round; 0 while it waits by design.");
    }
}
