using Freehold.Agent.Assignments;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>What the agent says about attempts that are spread over pods. Ids 1980–1999.</summary>
internal static partial class PhasesLog
{
    [LoggerMessage(EventId = 1980, Level = LogLevel.Information, Message = "Attempt {Attempt} has {Tasks} tasks; pods do them, {Pods} at the same time at most")]
    public static partial void Spread(this ILogger log, AttemptId attempt, int tasks, int pods);

    [LoggerMessage(EventId = 1981, Level = LogLevel.Information, Message = "The tasks of attempt {Attempt} are over ({Verdict}); {GivenUp} of its indexes were given up")]
    public static partial void TasksOver(this ILogger log, AttemptId attempt, string verdict, int givenUp);

    [LoggerMessage(EventId = 1982, Level = LogLevel.Warning,
        Message = "What the tasks of attempt {Attempt} had written could not be cleared away in time; it lies beside the output")]
    public static partial void NotCleared(this ILogger log, AttemptId attempt);
}
