using Microsoft.Extensions.Logging;

namespace Freehold.Worker.StoreChecks;

/// <summary>What a worker says about a check of stores. Ids 3650–3669.</summary>
internal static partial class CheckLog
{
    [LoggerMessage(EventId = 3650, Level = LogLevel.Information, Message = "Check {Check} at {Address}: {Outcome} {Code} {Detail} {Action} {Identity} ({Answer})")]
    public static partial void Tried(this ILogger log, string check, string address, string outcome, string code, string detail, string action, string identity, string answer);

    [LoggerMessage(EventId = 3651, Level = LogLevel.Warning, Message = "What the check has written could not be cleared away: {Error} at {Address}")]
    public static partial void NotCleared(this ILogger log, string error, string address);
}
