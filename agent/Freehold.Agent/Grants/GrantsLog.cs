using Freehold.Protocol.V1;

namespace Freehold.Agent.Grants;

/// <summary>What the agent says about grants; its owner's record of who was given what. Ids 1800–1849.</summary>
internal static partial class GrantsLog
{
    [LoggerMessage(EventId = 1801, Level = LogLevel.Information,
        Message = "Grant {Grant}: {Access} of {Prefix} until {ExpiresAt:u} was given to {RequestedBy}")]
    public static partial void Granted(this ILogger log, Guid grant, GrantAccess access, string prefix, DateTimeOffset expiresAt, string requestedBy);

    [LoggerMessage(EventId = 1802, Level = LogLevel.Warning,
        Message = "Grant {Grant}: {Access} of {Prefix} was refused to {RequestedBy} ({Reason})")]
    public static partial void Refused(this ILogger log, string grant, GrantAccess access, string prefix, GrantRefusal reason, string requestedBy);
}
