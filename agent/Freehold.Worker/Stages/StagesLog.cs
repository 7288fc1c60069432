using Microsoft.Extensions.Logging;

namespace Freehold.Worker.Stages;

/// <summary>What a worker says about its part of a job. Ids 3600–3649.</summary>
internal static partial class StagesLog
{
    [LoggerMessage(EventId = 3600, Level = LogLevel.Information, Message = "Index {Index}, try {Number}: {Tasks} tasks, {Open} of them open")]
    public static partial void IndexBegins(this ILogger log, int index, int number, int tasks, int open);
}
