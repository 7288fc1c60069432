using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>How an agent is, as it said last.</summary>
internal sealed record SessionReport(uint MaxConcurrent, uint InUse, IReadOnlyList<string> Kinds, uint OutboxDepth, TimeSpan? OutboxAge)
{
    // So that a worker that fits although one of size M does not gets its chance, and so that quota that is freed is used at once.
    internal const int BeyondQuota = 2;

    /// <summary>Workers that its cluster's quotas have room for, those that are there included; null where nothing is known to bound them.</summary>
    public uint? QuotaWorkers { get; private init; }

    /// <summary>What is tightest in the quotas; empty when nothing is known.</summary>
    public string QuotaTightest { get; private init; } = "";

    /// <summary>
    /// Attempts that it is given at the same time. Where quotas are tighter than its slots little more than they have room for: what waits
    /// in a cluster waits without regard to priority.
    /// </summary>
    public uint Room => QuotaWorkers is { } workers ? Math.Min(MaxConcurrent, workers + (uint)BeyondQuota) : MaxConcurrent;

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<ReportedCondition> Conditions { get; private init; } = [];

    public static SessionReport Of(Capacity capacity) => new(capacity.MaxConcurrent, capacity.InUse, capacity.Kinds, 0, null)
    {
        QuotaWorkers = capacity.HasQuotaWorkers ? capacity.QuotaWorkers : null,
        QuotaTightest = capacity.QuotaTightest,
    };

    public static SessionReport Of(AgentHeartbeat heartbeat, TimeProvider time) =>
        Of(heartbeat.Capacity) with
        {
            OutboxDepth = heartbeat.OutboxDepth,
            OutboxAge = heartbeat.OutboxAge?.ToTimeSpan(),
            Conditions = [.. heartbeat.Conditions.Select(condition => ReportedCondition.Of(condition, time))],
        };
}
