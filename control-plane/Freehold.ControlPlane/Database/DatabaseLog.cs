namespace Freehold.ControlPlane.Database;

/// <summary>What the control plane says about its database. Ids 2000–2049; 2050–2059 are those of a PostgreSQL of our own.</summary>
internal static partial class DatabaseLog
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning,
        Message = "PostgreSQL at {Place} does not answer ({Reason}); trying again in {Pause}")]
    public static partial void NotReachable(this ILogger log, string place, string reason, TimeSpan pause);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Information, Message = "Schema step {Number} ({Name}) applied")]
    public static partial void StepApplied(this ILogger log, int number, string name);
}
