namespace Freehold.ControlPlane.Agents;

/// <summary>What the control plane may hold against an agent: a closed list. Stored by the names of <see cref="AgentFindingNames"/>.</summary>
internal enum AgentFinding
{
    /// <summary>It sent an event again with other content.</summary>
    EventConflict,

    /// <summary>It sent events without one before them.</summary>
    EventGap,

    /// <summary>Its inventory names an attempt that is not what was handed to it, or that was handed to another agent.</summary>
    InventoryConflict,

    /// <summary>It reported on, or answered for, an attempt that it was never given.</summary>
    ForeignAttempt,

    /// <summary>It sent what the protocol forbids.</summary>
    ProtocolBroken,

    /// <summary>Its clock is more than a minute off.</summary>
    ClockSkewed,

    /// <summary>It sent events beyond its window.</summary>
    EventFlood,
}

internal static class AgentFindingNames
{
    /// <summary>The word in <c>agent_findings.code</c>.</summary>
    public static string Name(this AgentFinding finding) => finding switch
    {
        AgentFinding.EventConflict => "event_conflict",
        AgentFinding.EventGap => "event_gap",
        AgentFinding.InventoryConflict => "inventory_conflict",
        AgentFinding.ForeignAttempt => "foreign_attempt",
        AgentFinding.ProtocolBroken => "protocol_broken",
        AgentFinding.ClockSkewed => "clock_skewed",
        AgentFinding.EventFlood => "event_flood",
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding, message: null),
    };
}
