using Freehold.Agent.Assignments;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>What a replica says that takes attempts over. Ids 1970–1979.</summary>
internal static partial class JobAdoptionLog
{
    [LoggerMessage(EventId = 1970, Level = LogLevel.Information, Message = "{Jobs} attempts are taken over from their Jobs in the cluster")]
    public static partial void JobsAdopted(this ILogger log, int jobs);

    [LoggerMessage(EventId = 1971, Level = LogLevel.Information,
        Message = "The Job of attempt {Attempt} has no document, since the agent that made it ended before it could: it is deleted, and the attempt handed out again")]
    public static partial void JobWithoutDocument(this ILogger log, AttemptId attempt);
}
