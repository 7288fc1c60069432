using System.Runtime.InteropServices;

namespace Freehold.ControlPlane.Replicas;

/// <summary>What a notice is about.</summary>
internal enum NoticeKind
{
    /// <summary>The agent may have work: something was queued for it, or it has room again.</summary>
    AgentHasWork,

    /// <summary>An attempt of the agent is to be cancelled.</summary>
    AgentHasCancels,

    /// <summary>A grant is asked of the agent.</summary>
    AgentHasGrants,

    /// <summary>The agent was removed, or a token of it revoked: its streams may no longer be allowed.</summary>
    AgentMustProveItself,

    /// <summary>The job may have changed.</summary>
    JobChanged,
}

/// <summary>Tells other replicas to look at the database; says nothing itself, so that a lost one costs time and no truth.</summary>
/// <param name="Id">Of an agent or a job; <see cref="Everything"/> when there were too many to name.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ReplicaNotice(NoticeKind Kind, Guid Id)
{
    /// <summary>Stands for all agents or jobs.</summary>
    public static readonly Guid Everything = Guid.Empty;

    /// <summary>Whether it concerns this agent or job.</summary>
    public bool Concerns(Guid id) => Id == id || Id == Everything;
}
