using System.Diagnostics.Metrics;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>Figures of agents' streams.</summary>
internal sealed class AgentStreamMetrics
{
    private readonly Counter<long> _received;
    private readonly Counter<long> _unknown;
    private readonly Counter<long> _endings;
    private readonly Counter<long> _turnedAway;

    public AgentStreamMetrics(IMeterFactory meters, ConnectedAgents agents)
    {
        var meter = meters.Create("Freehold.AgentStreams");
        meter.CreateObservableUpDownCounter(
            "freehold.agent_streams.open", () => agents.Count, "{stream}", "Streams of agents on this replica.");
        _received = meter.CreateCounter<long>("freehold.agent_streams.messages", "{message}", "Messages received from agents.");
        _unknown = meter.CreateCounter<long>(
            "freehold.agent_streams.unknown_messages", "{message}", "Messages of a kind that this version does not know; ignored.");
        _turnedAway = meter.CreateCounter<long>(
            "freehold.agent_streams.turned_away", "{stream}", "Streams that were told to come back later, since too many came at once.");
        _endings = meter.CreateCounter<long>("freehold.agent_streams.endings", "{stream}", "Streams that ended, by how.");
    }

    public void Received(string kind) => _received.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void Unknown() => _unknown.Add(1);

    public void TurnedAway() => _turnedAway.Add(1);

    public void Ended(SessionEnding ending) => _endings.Add(1, new KeyValuePair<string, object?>("ending", ending.Name()));
}
