using Freehold.Agent.Assignments;
using Freehold.Agent.Kubernetes;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>What the agent says about workers in the cluster. Ids 1950–1959.</summary>
internal static partial class KubernetesExecutorLog
{
    [LoggerMessage(EventId = 1951, Level = LogLevel.Warning, Message = "The cluster has not taken the Job of attempt {Attempt}: {Failure}")]
    public static partial void NotMade(this ILogger log, AttemptId attempt, ApiFailure failure);

    // Error: the same attempt with two documents is a bug of ours.
    [LoggerMessage(EventId = 1952, Level = LogLevel.Error, Message = "The Job of attempt {Attempt} is there already, with another document")]
    public static partial void OtherDocument(this ILogger log, AttemptId attempt);

    [LoggerMessage(EventId = 1953, Level = LogLevel.Information, Message = "The pod of attempt {Attempt} has ended: {Code} exit code {ExitCode}, signal {Signal}")]
    public static partial void PodEnded(this ILogger log, AttemptId attempt, string code, int? exitCode, int signal);

    [LoggerMessage(EventId = 1954, Level = LogLevel.Warning,
        Message = "The pod of attempt {Attempt} was told to stop and has not, as on a node that is away; it is left to the cluster, and its output is fenced")]
    public static partial void NotStopped(this ILogger log, AttemptId attempt);

    [LoggerMessage(EventId = 1955, Level = LogLevel.Information, Message = "The Job of attempt {Attempt} could not be told to stop yet: {Failure}")]
    public static partial void NotSuspended(this ILogger log, AttemptId attempt, ApiFailure failure);

    [LoggerMessage(EventId = 1956, Level = LogLevel.Warning, Message = "The Job of attempt {Attempt} could not be deleted ({Failure}); the next start of the agent tries again")]
    public static partial void NotDeleted(this ILogger log, AttemptId attempt, ApiFailure failure);

    [LoggerMessage(EventId = 1957, Level = LogLevel.Information, Message = "Attempt {Attempt} has a Job but no place in the journal: the Job is deleted")]
    public static partial void OrphanJobSwept(this ILogger log, AttemptId attempt);

    [LoggerMessage(EventId = 1958, Level = LogLevel.Information, Message = "Attempt {Attempt} runs as pod {Pod} on node {Node}, image {ImageId}")]
    public static partial void RunsAs(this ILogger log, AttemptId attempt, string pod, string node, string imageId);

    [LoggerMessage(EventId = 1959, Level = LogLevel.Information, Message = "Workers run in namespace {Namespace} of {Server}, as image {Image}")]
    public static partial void RunsIn(this ILogger log, string @namespace, Uri server, string image);
}
