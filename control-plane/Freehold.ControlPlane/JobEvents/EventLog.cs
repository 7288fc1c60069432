namespace Freehold.ControlPlane.JobEvents;

/// <summary>What the control plane says about taking in events. Ids 2600–2699.</summary>
internal static partial class EventLog
{
    [LoggerMessage(EventId = 2601, Level = LogLevel.Warning,
        Message = "Events cannot be stored: the database is away ({Reason}); trying again in {Pause}")]
    public static partial void DatabaseAway(this ILogger log, string reason, TimeSpan pause);

    // Warning: an agent told two stories; the first one counts. Its journal may have been set back.
    [LoggerMessage(EventId = 2602, Level = LogLevel.Warning,
        Message = "Event {Sequence} of attempt {Attempt} of job {JobId} came again with other content; the first one stays")]
    public static partial void Conflict(this ILogger log, Guid jobId, int attempt, long sequence);

    [LoggerMessage(EventId = 2603, Level = LogLevel.Warning, Message = "{Events} events were not taken because one before them is missing")]
    public static partial void Gap(this ILogger log, int events);

    [LoggerMessage(EventId = 2604, Level = LogLevel.Warning,
        Message = "{Events} events speak of attempts that are not known, or not the agent's; dropped")]
    public static partial void UnknownAttempts(this ILogger log, int events);
}
