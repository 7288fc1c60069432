namespace Freehold.ControlPlane.AgentStreams;

/// <summary>What the control plane says about agents' streams. Ids 2500–2549.</summary>
internal static partial class AgentStreamLog
{
    [LoggerMessage(EventId = 2501, Level = LogLevel.Information,
        Message = "Agent {Agent} connected: version {Version}, replica {Replica}, session {SessionId}, {Inventory} attempts held")]
    public static partial void Connected(this ILogger log, string agent, string version, string replica, Guid sessionId, int inventory);

    // Information, not Warning: networks break every day, and the agent comes back by itself.
    [LoggerMessage(EventId = 2502, Level = LogLevel.Information, Message = "Stream of agent {Agent} ended: {Ending}, session {SessionId}")]
    public static partial void Ended(this ILogger log, string agent, SessionEnding ending, Guid sessionId);

    [LoggerMessage(EventId = 2503, Level = LogLevel.Warning, Message = "Agent {Agent} has lost attempt {Attempt} of job {JobId}")]
    public static partial void AttemptLost(this ILogger log, string agent, Guid jobId, int attempt);

    [LoggerMessage(EventId = 2504, Level = LogLevel.Warning, Message = "Agent {Agent} broke the protocol: {Problem}; its stream was ended")]
    public static partial void BrokeProtocol(this ILogger log, string agent, string problem);

    [LoggerMessage(EventId = 2505, Level = LogLevel.Warning,
        Message = "What was heard of agents was not written down: the database is away ({Reason})")]
    public static partial void NotRecorded(this ILogger log, string reason);

    [LoggerMessage(EventId = 2506, Level = LogLevel.Warning,
        Message = "Agent {Agent} could not be welcomed: the database is away ({Reason})")]
    public static partial void NotWelcomed(this ILogger log, string agent, string reason);

    [LoggerMessage(EventId = 2507, Level = LogLevel.Information,
        Message = "Asked {Streams} agents to leave; waiting for their streams to end")]
    public static partial void Draining(this ILogger log, int streams);
}
