using Freehold.Agent.Assignments;
using Freehold.Agent.Kubernetes;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>What the agent says about room in the cluster and about what is left over in it. Ids 1880–1899.</summary>
internal static partial class RoomLog
{
    [LoggerMessage(EventId = 1880, Level = LogLevel.Information,
        Message = "The quotas of the namespace cannot be read ({Failure}): how many workers they have room for is not reported, and jobs beyond that wait in the cluster")]
    public static partial void QuotasUnreadable(this ILogger log, ApiFailure failure);

    [LoggerMessage(EventId = 1881, Level = LogLevel.Warning,
        Message = "Kubernetes:ReadNodeLeases is on, and the Leases of nodes cannot be read ({Failure}): a lost node is told by its pods, after about a minute. The chart's rbac.readNodeLeases gives the right")]
    public static partial void NodeLeasesUnreadable(this ILogger log, ApiFailure failure);

    [LoggerMessage(EventId = 1883, Level = LogLevel.Information,
        Message = "The Job of attempt {Attempt} could not be told that the quota has room ({Failure}); the cluster finds out by itself within a minute")]
    public static partial void NotWoken(this ILogger log, AttemptId attempt, ApiFailure failure);

    [LoggerMessage(EventId = 1882, Level = LogLevel.Warning,
        Message = "Attempt {Attempt} has a Job or a pod and nobody knows it: its Job is deleted")]
    public static partial void OrphanSwept(this ILogger log, AttemptId attempt);
}
