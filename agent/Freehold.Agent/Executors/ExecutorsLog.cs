using Freehold.Agent.Assignments;

namespace Freehold.Agent.Executors;

/// <summary>What the agent says about its workers. Ids 1300–1399.</summary>
internal static partial class ExecutorsLog
{
    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning,
        Message = "The worker of attempt {Attempt} wrote {Lines} lines that are no report; they were dropped")]
    public static partial void ReportLinesDropped(this ILogger log, AttemptId attempt, int lines);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning,
        Message = "The work folder of attempt {Attempt} could not be deleted; the next start of the agent tries again")]
    public static partial void WorkFolderNotDeleted(this ILogger log, Exception reason, AttemptId attempt);

    [LoggerMessage(EventId = 1303, Level = LogLevel.Information,
        Message = "Attempt {Attempt} has a work folder but no place in the journal: whatever runs there is stopped, the folder is removed")]
    public static partial void OrphanSwept(this ILogger log, AttemptId attempt);

    // Debug: tried again at the next look, twice a second.
    [LoggerMessage(EventId = 1304, Level = LogLevel.Debug, Message = "The standard error of attempt {Attempt} could not be cut")]
    public static partial void ErrorsNotBounded(this ILogger log, Exception reason, AttemptId attempt);

    [LoggerMessage(EventId = 1305, Level = LogLevel.Warning,
        Message = "The disk of {Folder} takes no file: an attempt there cannot be ended yet, and is when there is room. Look at the free space and the rights of Agent:StateDirectory")]
    public static partial void WaitsForDisk(this ILogger log, string folder);

    [LoggerMessage(EventId = 1306, Level = LogLevel.Information,
        Message = "Attempt {Attempt} gets credentials of connection {Connection} narrowed to {Scope}, until {ExpiresAt:u}")]
    public static partial void CredentialsNarrowed(this ILogger log, AttemptId attempt, string connection, string scope, DateTimeOffset expiresAt);

    [LoggerMessage(EventId = 1307, Level = LogLevel.Information,
        Message = "Attempt {Attempt} gets the credentials of connection {Connection} as they are: they cannot be narrowed ({Obstacle}). docs/buckets.md says what would change that")]
    public static partial void CredentialsNotNarrowed(this ILogger log, AttemptId attempt, string connection, string obstacle);
}
