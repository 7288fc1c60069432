using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>How an agent is, as it said last.</summary>
internal sealed record SessionReport(uint MaxConcurrent, uint InUse, IReadOnlyList<string> Kinds, uint OutboxDepth, TimeSpan? OutboxAge)
{
    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<ReportedCondition> Conditions { get; private init; } = [];

    public static SessionReport Of(Capacity capacity) => new(capacity.MaxConcurrent, capacity.InUse, capacity.Kinds, 0, null);

    public static SessionReport Of(AgentHeartbeat heartbeat, TimeProvider time) =>
        Of(heartbeat.Capacity) with
        {
            OutboxDepth = heartbeat.OutboxDepth,
            OutboxAge = heartbeat.OutboxAge?.ToTimeSpan(),
            Conditions = [.. heartbeat.Conditions.Select(condition => ReportedCondition.Of(condition, time))],
        };
}
