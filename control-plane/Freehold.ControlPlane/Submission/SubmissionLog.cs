namespace Freehold.ControlPlane.Submission;

/// <summary>What is said about submissions. Ids 2200–2299.</summary>
internal static partial class SubmissionLog
{
    [LoggerMessage(EventId = 2201, Level = LogLevel.Information, Message = "Job {JobId} ({Kind}) for agent {Label} was submitted by {Caller}")]
    public static partial void Submitted(this ILogger log, Guid jobId, string kind, string label, string caller);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Information, Message = "Job {JobId} is tried again as job {NewJobId}, as {Caller} asked")]
    public static partial void Retried(this ILogger log, Guid jobId, Guid newJobId, string caller);
}
