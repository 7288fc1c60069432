using System.Diagnostics.Metrics;

namespace Freehold.Agent.Events;

/// <summary>The outbox in numbers: whether the control plane keeps up, and how far behind it is.</summary>
internal sealed class EventsMetrics
{
    public EventsMetrics(IMeterFactory meters, EventOutbox outbox)
    {
        var meter = meters.Create("Freehold.Agent.Events");
        meter.CreateObservableGauge("freehold.agent.outbox.events", () => outbox.Load().Events, "{event}", "Events not acknowledged yet.");
        meter.CreateObservableGauge("freehold.agent.outbox.size", () => outbox.Load().Bytes, "By", "Serialized size of these events.");
        meter.CreateObservableGauge("freehold.agent.outbox.age", () => outbox.Load().Age?.TotalSeconds ?? 0, "s", "Age of the oldest of them.");
    }
}
