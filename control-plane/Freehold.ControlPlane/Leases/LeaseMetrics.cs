using System.Diagnostics.Metrics;

namespace Freehold.ControlPlane.Leases;

/// <summary>Figures of leases.</summary>
internal sealed class LeaseMetrics
{
    private readonly Counter<long> _resumed;
    private readonly Counter<long> _givenUp;

    public LeaseMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Freehold.Leases");
        _resumed = meter.CreateCounter<long>(
            "freehold.leases.resumed", "{pause}", "Times that all leases began anew because the control plane had been away.");
        _givenUp = meter.CreateCounter<long>(
            "freehold.leases.attempts_given_up", "{attempt}", "Attempts taken from agents whose lease ran out, by whether they can have started.");
    }

    public void Resumed() => _resumed.Add(1);

    public void GivenUp(int withdrawn, int fenced)
    {
        _givenUp.Add(withdrawn, new KeyValuePair<string, object?>("started", false));
        _givenUp.Add(fenced, new KeyValuePair<string, object?>("started", true));
    }
}
