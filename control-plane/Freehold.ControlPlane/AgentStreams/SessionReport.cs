using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>How an agent is, as it said last.</summary>
internal sealed record SessionReport(uint MaxConcurrent, uint InUse, IReadOnlyList<string> Kinds, uint OutboxDepth, TimeSpan? OutboxAge)
{
    public static SessionReport Of(Capacity capacity) => new(capacity.MaxConcurrent, capacity.InUse, capacity.Kinds, 0, null);

    public static SessionReport Of(AgentHeartbeat heartbeat) =>
        Of(heartbeat.Capacity) with { OutboxDepth = heartbeat.OutboxDepth, OutboxAge = heartbeat.OutboxAge?.ToTimeSpan() };
}
