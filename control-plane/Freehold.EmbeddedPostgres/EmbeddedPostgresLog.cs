using Microsoft.Extensions.Logging;

namespace Freehold.EmbeddedPostgres;

/// <summary>What is said about a PostgreSQL of our own. Ids 2050–2059.</summary>
internal static partial class EmbeddedPostgresLog
{
    [LoggerMessage(EventId = 2050, Level = LogLevel.Information, Message = "PostgreSQL initialised in {DataDirectory}")]
    public static partial void Initialised(this ILogger log, string dataDirectory);

    [LoggerMessage(EventId = 2051, Level = LogLevel.Information,
        Message = "PostgreSQL of {Binaries} runs on {DataDirectory}; it is for trying out and development")]
    public static partial void Started(this ILogger log, string binaries, string dataDirectory);

    [LoggerMessage(EventId = 2052, Level = LogLevel.Information,
        Message = "PostgreSQL on {DataDirectory} was still running, left by a process that was killed; going on with it")]
    public static partial void Adopted(this ILogger log, string dataDirectory);

    [LoggerMessage(EventId = 2053, Level = LogLevel.Information, Message = "PostgreSQL on {DataDirectory} stopped")]
    public static partial void Stopped(this ILogger log, string dataDirectory);
}
