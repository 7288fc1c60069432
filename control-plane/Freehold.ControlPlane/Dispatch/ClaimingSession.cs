using Freehold.ControlPlane.AgentStreams;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>An agent's session that may take jobs, and whose turn is the caller's.</summary>
/// <param name="MaxConcurrent">Attempts that the agent will have at the same time.</param>
/// <param name="Marks">Where to look; moved by what was taken.</param>
internal sealed record ClaimingSession(Guid AgentId, Guid SessionId, int MaxConcurrent, QueueMarks Marks)
{
    public static ClaimingSession Of(AgentSession session) => new(session.Agent.AgentId, session.Id, session.MaxConcurrent, session.QueueMarks);
}
