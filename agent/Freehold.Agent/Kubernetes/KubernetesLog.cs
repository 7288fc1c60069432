namespace Freehold.Agent.Kubernetes;

/// <summary>What the agent says about the cluster's API server. Ids 1900–1949.</summary>
internal static partial class KubernetesLog
{
    [LoggerMessage(EventId = 1901, Level = LogLevel.Information, Message = "Read {Count} {Resource} from the cluster; watching from here")]
    public static partial void Listed(this ILogger log, string resource, int count);

    // Information, not Warning: API servers restart, and what goes on for long is told by the watchdog.
    [LoggerMessage(EventId = 1902, Level = LogLevel.Information, Message = "The {Resource} of the cluster could not be read ({Failure}); trying again")]
    public static partial void ListFailed(this ILogger log, string resource, ApiFailure failure);

    [LoggerMessage(EventId = 1903, Level = LogLevel.Information, Message = "The watch of {Resource} broke ({Failure}); it goes on where it was")]
    public static partial void WatchBroken(this ILogger log, string resource, ApiFailure failure);

    [LoggerMessage(EventId = 1904, Level = LogLevel.Information, Message = "The API server has forgotten where the watch of {Resource} was; reading everything again")]
    public static partial void WatchExpired(this ILogger log, string resource);
}
