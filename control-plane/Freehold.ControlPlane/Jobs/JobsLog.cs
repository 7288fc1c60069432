namespace Freehold.ControlPlane.Jobs;

/// <summary>What is said about jobs. Ids 2300–2399.</summary>
internal static partial class JobsLog
{
    [LoggerMessage(EventId = 2301, Level = LogLevel.Information, Message = "Job {JobId} was asked to cancel by {Caller}: {Outcome}")]
    public static partial void CancelAsked(this ILogger log, Guid jobId, string caller, CancelOutcome outcome);
}
