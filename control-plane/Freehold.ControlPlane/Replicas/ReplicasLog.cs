namespace Freehold.ControlPlane.Replicas;

/// <summary>What replicas say about hearing each other. Ids 2450–2499.</summary>
internal static partial class ReplicasLog
{
    // Warning: agents of other replicas get their work with the next sweep only.
    [LoggerMessage(EventId = 2451, Level = LogLevel.Warning, Message = "Notices to other replicas were not sent ({Reason})")]
    public static partial void NoticesNotSent(this ILogger log, string reason);

    [LoggerMessage(EventId = 2452, Level = LogLevel.Warning,
        Message = "The connection that hears other replicas broke ({Reason}); connecting again in {Pause}")]
    public static partial void ListenerDisconnected(this ILogger log, string reason, TimeSpan pause);
}
