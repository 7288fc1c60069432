namespace Freehold.ControlPlane.Grants;

/// <summary>What is said about grants: who asked for which, and what the agent answered. Ids 2800–2849.</summary>
internal static partial class GrantsLog
{
    [LoggerMessage(EventId = 2801, Level = LogLevel.Information,
        Message = "Grant {Grant} to {Access} {Prefix} for {Lifetime} was asked of agent {Agent} by {Caller}")]
    public static partial void Asked(this ILogger log, Guid grant, string access, string prefix, TimeSpan lifetime, string agent, string caller);

    [LoggerMessage(EventId = 2802, Level = LogLevel.Information, Message = "Grant {Grant} was answered by agent {Agent}: {Outcome}")]
    public static partial void Answered(this ILogger log, Guid grant, string agent, string outcome);

    [LoggerMessage(EventId = 2803, Level = LogLevel.Warning, Message = "The answer to grant {Grant} is not stored: the database is away ({Reason}); the agent is asked again")]
    public static partial void NotStored(this ILogger log, Guid grant, string reason);
}
