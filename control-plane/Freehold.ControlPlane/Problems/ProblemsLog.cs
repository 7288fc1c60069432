namespace Freehold.ControlPlane.Problems;

/// <summary>What is said about requests that failed on our side. Ids 2910–2919.</summary>
internal static partial class ProblemsLog
{
    [LoggerMessage(EventId = 2910, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    public static partial void Unhandled(this ILogger log, string method, string path, Exception exception);

    [LoggerMessage(EventId = 2911, Level = LogLevel.Warning, Message = "{Path} was not answered: the database cannot be reached")]
    public static partial void DatabaseUnavailable(this ILogger log, string path, Exception exception);
}
