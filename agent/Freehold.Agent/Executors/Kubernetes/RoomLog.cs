using Freehold.Agent.Kubernetes;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>What the agent says about room in the cluster and about what is left over in it. Ids 1880–1899.</summary>
internal static partial class RoomLog
{
    [LoggerMessage(EventId = 1880, Level = LogLevel.Information,
        Message = "The quotas of the namespace cannot be read ({Failure}): how many workers they have room for is not reported, and jobs beyond that wait in the cluster")]
    public static partial void QuotasUnreadable(this ILogger log, ApiFailure failure);
}
