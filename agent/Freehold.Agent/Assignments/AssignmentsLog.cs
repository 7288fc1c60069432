using Freehold.Agent.Journal;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>What the agent says about its work. Ids 1200–1299.</summary>
internal static partial class AssignmentsLog
{
    [LoggerMessage(EventId = 1201, Level = LogLevel.Information,
        Message = "Command {CommandId} for attempt {JobId}/{Number}: {Outcome} {Reason}")]
    public static partial void Answered(
        this ILogger log, string commandId, string? jobId, uint number, CommandOutcome outcome, RejectionReason reason);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Error,
        Message = "Attempt {Attempt} was assigned again with another document; the first one stays. This is a bug of the control plane: report it")]
    public static partial void DigestConflict(this ILogger log, AttemptId attempt);

    [LoggerMessage(EventId = 1203, Level = LogLevel.Debug, Message = "Confirm for attempt {JobId}/{Number} ignored: nothing waits for it")]
    public static partial void ConfirmIgnored(this ILogger log, string jobId, uint number);

    [LoggerMessage(EventId = 1204, Level = LogLevel.Information, Message = "Attempt {Attempt} runs")]
    public static partial void Running(this ILogger log, AttemptId attempt);

    [LoggerMessage(EventId = 1205, Level = LogLevel.Error, Message = "The worker of attempt {Attempt} could not be started")]
    public static partial void NotStarted(this ILogger log, Exception reason, AttemptId attempt);

    [LoggerMessage(EventId = 1206, Level = LogLevel.Information, Message = "Attempt {Attempt} reached its time limit of {TimeLimit}; it is stopped")]
    public static partial void TimeLimitReached(this ILogger log, AttemptId attempt, TimeSpan timeLimit);

    [LoggerMessage(EventId = 1207, Level = LogLevel.Information, Message = "Attempt {Attempt} is stopped: {Cause}")]
    public static partial void StopAsked(this ILogger log, AttemptId attempt, StopCause cause);

    [LoggerMessage(EventId = 1208, Level = LogLevel.Information, Message = "Attempt {Attempt} ended: {Outcome} {Code}")]
    public static partial void Ended(this ILogger log, AttemptId attempt, JobEvent.KindOneofCase outcome, string code);

    [LoggerMessage(EventId = 1209, Level = LogLevel.Warning, Message = "The control plane does not know attempt {Attempt}: it is stopped and forgotten")]
    public static partial void ForgottenOnCommand(this ILogger log, AttemptId attempt);

    [LoggerMessage(EventId = 1210, Level = LogLevel.Information, Message = "Journal read: {Attempts} attempts, {Running} of them taken over")]
    public static partial void TakenOver(this ILogger log, int attempts, int running);

    [LoggerMessage(EventId = 1211, Level = LogLevel.Warning,
        Message = "{Workers} workers had not stopped when the agent had to; the next start takes them over")]
    public static partial void WorkersLeft(this ILogger log, int workers);

    [LoggerMessage(EventId = 1212, Level = LogLevel.Warning,
        Message = "Nothing was heard from the control plane for its lease of {Lease}: {Attempts} attempts are stopped, as their jobs ask for")]
    public static partial void CutOff(this ILogger log, TimeSpan lease, int attempts);
}
