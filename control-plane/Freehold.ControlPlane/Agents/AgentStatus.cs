namespace Freehold.ControlPlane.Agents;

/// <summary>The words for whether an agent is there, and the one SQL expression that decides.</summary>
internal static class AgentStatus
{
    public const string Connected = "connected";
    public const string Disconnected = "disconnected";
    public const string NeverConnected = "never_connected";

    /// <summary>
    /// True for an agent whose stream is open and was heard within <c>@silence</c>. For queries that join
    /// <c>agent_sessions s</c>; null, thus not true, when the agent never connected.
    /// </summary>
    public const string IsConnectedSql = "(s.ended_at is null and s.last_heard_at > now() - @silence)";
}
