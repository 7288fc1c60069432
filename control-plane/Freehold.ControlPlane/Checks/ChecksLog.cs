namespace Freehold.ControlPlane.Checks;

/// <summary>What is said about checks of agents' surroundings. Ids 2850–2869.</summary>
internal static partial class ChecksLog
{
    [LoggerMessage(EventId = 2850, Level = LogLevel.Information, Message = "Check {Check} was asked of agent {Agent} by {Caller}")]
    public static partial void Asked(this ILogger log, Guid check, string agent, string caller);

    [LoggerMessage(EventId = 2851, Level = LogLevel.Information, Message = "Agent {Agent} has checked its surroundings: {Outcome}, {Results} results")]
    public static partial void Reported(this ILogger log, string agent, string outcome, int results);

    [LoggerMessage(EventId = 2852, Level = LogLevel.Warning, Message = "What agent {Agent} found is not stored: the database is away ({Reason})")]
    public static partial void NotStored(this ILogger log, string agent, string reason);
}
