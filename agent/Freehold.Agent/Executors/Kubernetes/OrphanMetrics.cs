using System.Diagnostics.Metrics;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>What the cluster runs and nobody has asked for, in numbers.</summary>
internal sealed class OrphanMetrics
{
    private readonly Counter<double> _time;
    private readonly Counter<long> _swept;
    private int _now;

    public OrphanMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Freehold.Agent.Orphans");
        meter.CreateObservableGauge("freehold.agent.orphans", () => Volatile.Read(ref _now), "{attempt}", "Attempts that have something in the cluster and that nobody knows.");
        _time = meter.CreateCounter<double>("freehold.agent.orphan.time", "s", "Time that such attempts have been there, added up: 3,600 are an orphan-hour.");
        _swept = meter.CreateCounter<long>("freehold.agent.orphans.swept", "{attempt}", "Such attempts whose Job was deleted.");
    }

    public void Seen(int orphans, TimeSpan since)
    {
        Volatile.Write(ref _now, orphans);
        _time.Add(orphans * since.TotalSeconds);
    }

    public void Swept() => _swept.Add(1);
}
