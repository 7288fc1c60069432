namespace Freehold.ControlPlane.Dispatch;

/// <summary>What the control plane says about handing out jobs. Ids 2400–2449.</summary>
internal static partial class DispatchLog
{
    [LoggerMessage(EventId = 2401, Level = LogLevel.Warning,
        Message = "Jobs cannot be handed out: the database is away ({Reason}); trying again in {Pause}")]
    public static partial void DatabaseAway(this ILogger log, string reason, TimeSpan pause);

    [LoggerMessage(EventId = 2402, Level = LogLevel.Information, Message = "Agent {Agent} will not run job {JobId}: {Reason}")]
    public static partial void Rejected(this ILogger log, string agent, Guid jobId, string reason);

    // Error: the control plane gave one attempt two documents, which is a bug of ours.
    [LoggerMessage(EventId = 2403, Level = LogLevel.Error,
        Message = "Agent {Agent} holds attempt {Attempt} of job {JobId} with another document")]
    public static partial void DigestConflict(this ILogger log, string agent, Guid jobId, int attempt);

    [LoggerMessage(EventId = 2404, Level = LogLevel.Warning,
        Message = "Answers cannot be stored: the database is away ({Reason}); trying again in {Pause}")]
    public static partial void AnswersWait(this ILogger log, string reason, TimeSpan pause);
}
