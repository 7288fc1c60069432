using Freehold.ControlPlane.Entitlements;
using Freehold.ControlPlane.Jobs;

namespace Freehold.ControlPlane.Waits;

/// <summary>Everything that decides why a job waits, as it is in the database at one moment.</summary>
internal sealed record WaitFacts
{
    public required Guid AgentId { get; init; }

    public required string Agent { get; init; }

    public required string Kind { get; init; }

    public required JobState State { get; init; }

    /// <summary>What the agent waits for, as it said.</summary>
    public required string? AgentsReason { get; init; }

    /// <summary>When the job's newest attempt was handed out; null before the first.</summary>
    public required DateTimeOffset? AssignedAt { get; init; }

    /// <summary>Whether the agent's journal has the attempt.</summary>
    public required bool Confirmed { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When the job may be handed out again; null when it may be now.</summary>
    public required DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether the agent was ever connected; the members below mean nothing else.</summary>
    public required bool EverConnected { get; init; }

    public required bool Connected { get; init; }

    /// <summary>When it was heard last.</summary>
    public required DateTimeOffset? LastHeardAt { get; init; }

    public required int MaxConcurrent { get; init; }

    /// <summary>Workers that the cluster's quotas have room for; null where nothing is known to bound them.</summary>
    public int? QuotaWorkers { get; init; }

    /// <summary>What is tightest in the quotas; empty when nothing is known.</summary>
    public string QuotaTightest { get; init; } = "";

    /// <summary>Memory of the next attempt where it is more than the last one's.</summary>
    public long? MoreMemoryBytes { get; init; }

    public required bool RunsKind { get; init; }

    /// <summary>Attempts that have a slot of the agent.</summary>
    public required int SlotsTaken { get; init; }

    /// <summary>What the organization may do.</summary>
    public required Entitlement Entitlement { get; init; }

    /// <summary>Attempts that count against it.</summary>
    public required int ParallelJobs { get; init; }

    /// <summary>Due jobs of the agent that come first.</summary>
    public required int Ahead { get; init; }
}
