using System.Diagnostics.Metrics;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>Figures of the intake of events.</summary>
internal sealed class EventMetrics
{
    private readonly Counter<long> _stored;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _conflicting;
    private readonly Counter<long> _afterGap;
    private readonly Counter<long> _unknownAttempt;
    private readonly Histogram<double> _commitTime;
    private readonly Histogram<int> _batch;

    public EventMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Freehold.JobEvents");
        _stored = meter.CreateCounter<long>("freehold.events.stored", "{event}", "Events stored.");
        _repeated = meter.CreateCounter<long>("freehold.events.repeated", "{event}", "Events that were stored before; dropped.");
        _conflicting = meter.CreateCounter<long>(
            "freehold.events.conflicting", "{event}", "Repeats whose content differs from what is stored; the first stays.");
        _afterGap = meter.CreateCounter<long>(
            "freehold.events.after_gap", "{event}", "Events not taken because one before them is missing.");
        _unknownAttempt = meter.CreateCounter<long>(
            "freehold.events.unknown_attempt", "{event}", "Events of attempts that are not known, or not the agent's.");
        // Up to the goal of 50 ms, and what is beyond it.
        _commitTime = meter.CreateHistogram("freehold.events.commit.duration", "s", "Time to store a batch of events.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5] });
        _batch = meter.CreateHistogram("freehold.events.commit.size", "{event}", "Events of a batch.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 5, 20, 100, 500, 1_000, 2_000] });
    }

    public void Stored(EventBatchPlan plan, TimeSpan duration)
    {
        _stored.Add(plan.New.Count);
        _repeated.Add(plan.Repeats.Count);
        _afterGap.Add(plan.AfterGap.Count);
        _unknownAttempt.Add(plan.OfUnknownAttempts.Count);
        _commitTime.Record(duration.TotalSeconds);
        _batch.Record(plan.New.Count);
    }

    public void Conflict() => _conflicting.Add(1);
}
