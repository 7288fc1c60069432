using System.Diagnostics.Metrics;

namespace Freehold.Agent.Leadership;

/// <summary>Which replica leads, as a number: summed over an agent's replicas it is 1, and 0 for a moment when one takes over.</summary>
internal sealed class LeadershipMetrics
{
    public LeadershipMetrics(IMeterFactory meters, Standing standing, LeadTerm term)
    {
        var meter = meters.Create("Freehold.Agent.Leadership");
        meter.CreateObservableGauge("freehold.agent.leader", () => !standing.IsStandby && term.IsOn ? 1 : 0, "{replica}", "1 while this replica leads.");
    }
}
