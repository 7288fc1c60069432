using System.Diagnostics.Metrics;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>Figures of handing out jobs.</summary>
internal sealed class DispatchMetrics
{
    private readonly Counter<long> _assigned;
    private readonly Counter<long> _answers;
    private readonly Histogram<double> _claimTime;

    public DispatchMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Freehold.Dispatch");
        _assigned = meter.CreateCounter<long>("freehold.dispatch.assigned", "{attempt}", "Attempts handed to agents.");
        _answers = meter.CreateCounter<long>("freehold.dispatch.answers", "{answer}", "Answers of agents to what was handed to them.");
        // From a commit without a flush to a database in trouble.
        _claimTime = meter.CreateHistogram<double>("freehold.dispatch.claim.duration", "s", "Time to claim a batch of jobs.",
            advice: new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5] });
    }

    public void Claimed(int attempts, TimeSpan duration)
    {
        Assigned(attempts);
        _claimTime.Record(duration.TotalSeconds);
    }

    public void Assigned(int attempts) => _assigned.Add(attempts);

    /// <param name="outcome">One word, for example <c>confirmed</c>.</param>
    public void Answered(string outcome) => _answers.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
