namespace Freehold.Agent.Leadership;

/// <summary>What the agent says about which replica leads. Ids 1700–1799.</summary>
internal static partial class LeadershipLog
{
    [LoggerMessage(EventId = 1701, Level = LogLevel.Information,
        Message = "Another replica leads; this one, {ReplicaId}, stands by and takes over when the other one is gone")]
    public static partial void StandsBy(this ILogger log, string replicaId);

    [LoggerMessage(EventId = 1702, Level = LogLevel.Information, Message = "No other replica leads any more: this one does now")]
    public static partial void TakesTheLead(this ILogger log);
}
