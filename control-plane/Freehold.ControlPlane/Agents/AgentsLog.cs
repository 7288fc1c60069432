namespace Freehold.ControlPlane.Agents;

/// <summary>What is said about agents: that they were added or removed, and what was found about them. Ids 2700–2799.</summary>
internal static partial class AgentsLog
{
    [LoggerMessage(EventId = 2701, Level = LogLevel.Information, Message = "Agent {AgentId} ({Label}) was added by {Caller}")]
    public static partial void AgentAdded(this ILogger log, Guid agentId, string label, string caller);

    [LoggerMessage(EventId = 2702, Level = LogLevel.Information,
        Message = "Agent {AgentId} ({Label}) was removed by {Caller}; {Cancelled} unfinished jobs were cancelled")]
    public static partial void AgentRemoved(this ILogger log, Guid agentId, string label, int cancelled, string caller);

    [LoggerMessage(EventId = 2703, Level = LogLevel.Information, Message = "Token {TokenId} for agent {AgentId} was made by {Caller}")]
    public static partial void AgentTokenMade(this ILogger log, Guid agentId, Guid tokenId, string caller);

    // Once an hour at most, however often it happens: the count is on the agent.
    [LoggerMessage(EventId = 2705, Level = LogLevel.Warning, Message = "Agent {Agent}: {Finding} ({Evidence})")]
    public static partial void Found(this ILogger log, string agent, string finding, string evidence);

    [LoggerMessage(EventId = 2706, Level = LogLevel.Warning,
        Message = "What was found about agents is not written yet: the database is away ({Reason})")]
    public static partial void FindingsWait(this ILogger log, string reason);

    [LoggerMessage(EventId = 2704, Level = LogLevel.Information, Message = "Token {TokenId} of agent {AgentId} was revoked by {Caller}")]
    public static partial void AgentTokenRevoked(this ILogger log, Guid agentId, Guid tokenId, string caller);
}
