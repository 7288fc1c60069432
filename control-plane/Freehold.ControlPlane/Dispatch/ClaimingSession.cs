using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Entitlements;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>An agent's session that may take jobs, and whose turn is the caller's.</summary>
/// <param name="MaxConcurrent">Attempts that the agent will have at the same time.</param>
/// <param name="Marks">Where to look; moved by what was taken.</param>
/// <param name="OrganizationId">Whose agent it is.</param>
/// <param name="ParallelJobs">Attempts that all agents of the organization may have at the same time; <see cref="Unlimited"/> for any number.</param>
/// <param name="TakesNew">Whether it may take jobs that were never handed out.</param>
internal sealed record ClaimingSession(
    Guid AgentId, Guid SessionId, int MaxConcurrent, QueueMarks Marks, Guid OrganizationId = default, int ParallelJobs = ClaimingSession.Unlimited,
    bool TakesNew = true)
{
    /// <summary>As many as agents take.</summary>
    public const int Unlimited = int.MaxValue;

    /// <summary>Whether the organization's other agents count.</summary>
    public bool IsLimited => ParallelJobs != Unlimited;

    public static ClaimingSession Of(AgentSession session) => Of(session, Entitlement.Unlimited);

    public static ClaimingSession Of(AgentSession session, Entitlement entitlement) => new(
        session.Agent.AgentId, session.Id, session.MaxConcurrent, session.QueueMarks, session.Agent.OrganizationId,
        entitlement.ParallelJobs ?? Unlimited, entitlement.MayStart);
}
