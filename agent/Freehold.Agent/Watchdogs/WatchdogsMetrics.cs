using System.Diagnostics.Metrics;

namespace Freehold.Agent.Watchdogs;

/// <summary>The loops in numbers.</summary>
internal sealed class WatchdogsMetrics
{
    public WatchdogsMetrics(IMeterFactory meters, LoopWatchdogs watchdogs)
    {
        var meter = meters.Create("Freehold.Agent.Watchdogs");
        meter.CreateObservableGauge(
            "freehold.agent.loop.age",
            () => watchdogs.States().Select(state => new Measurement<double>(state.Age.TotalSeconds, new KeyValuePair<string, object?>("loop", state.Loop.Name))),
            "s",
            "Time since the loop went round; 0 while it waits by design.");
    }
}
