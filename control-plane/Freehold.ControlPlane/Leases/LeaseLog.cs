namespace Freehold.ControlPlane.Leases;

/// <summary>What the control plane says about leases, its agents' and its own. Ids 2550–2599.</summary>
internal static partial class LeaseLog
{
    [LoggerMessage(EventId = 2551, Level = LogLevel.Information,
        Message = "The control plane or its database was away for {Absence}; every agent's lease begins anew")]
    public static partial void Resumed(this ILogger log, TimeSpan absence);

    // Warning: somebody should see to the time service of that machine.
    [LoggerMessage(EventId = 2552, Level = LogLevel.Warning,
        Message = "The database's clock was set back by {Step}; every agent's lease begins anew")]
    public static partial void ClockSetBack(this ILogger log, TimeSpan step);

    [LoggerMessage(EventId = 2553, Level = LogLevel.Warning,
        Message = "This replica cannot say that it is alive: the database is away ({Reason}); tried again every second")]
    public static partial void CannotSayAlive(this ILogger log, string reason);

    [LoggerMessage(EventId = 2554, Level = LogLevel.Warning,
        Message = "Agent {AgentId} was not heard for longer than its lease: {Withdrawn} attempts that had not started were taken back, {GivenUp} no longer count")]
    public static partial void GivenUp(this ILogger log, Guid agentId, int withdrawn, int givenUp);
}
