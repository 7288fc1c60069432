using Freehold.Agent.Kubernetes;

namespace Freehold.Agent.Leadership.Leases;

/// <summary>What the agent says about the Lease by which its replicas choose their leader. Ids 1960–1969.</summary>
internal static partial class LeaseLog
{
    [LoggerMessage(EventId = 1960, Level = LogLevel.Information, Message = "The Lease is this replica's, as {Identity}; it has changed hands {Transitions} times")]
    public static partial void LeaseTaken(this ILogger log, string identity, int transitions);

    [LoggerMessage(EventId = 1961, Level = LogLevel.Warning,
        Message = "The lead is lost: another replica has the Lease, or it could not be renewed in time. This one stands by; its workers run on")]
    public static partial void LeaseLost(this ILogger log);

    [LoggerMessage(EventId = 1962, Level = LogLevel.Information, Message = "The Lease is given back: another replica may lead at once")]
    public static partial void LeaseGivenBack(this ILogger log);

    [LoggerMessage(EventId = 1963, Level = LogLevel.Information, Message = "The Lease could not be given back ({Failure}); it runs out by itself")]
    public static partial void LeaseNotGivenBack(this ILogger log, ApiFailure failure);

    [LoggerMessage(EventId = 1964, Level = LogLevel.Warning, Message = "The Lease can be neither read nor written ({Failure}); trying again")]
    public static partial void LeaseAway(this ILogger log, ApiFailure failure);

    [LoggerMessage(EventId = 1965, Level = LogLevel.Information, Message = "The Lease can be read and written again")]
    public static partial void LeaseThereAgain(this ILogger log);
}
