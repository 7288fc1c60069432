using Freehold.Agent.Assignments;

namespace Freehold.Agent.Events;

/// <summary>What the agent says about its outbox. Ids 1400–1499.</summary>
internal static partial class EventsLog
{
    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning,
        Message = "The outbox holds its {MaxBytes} bytes: no new work is accepted until the control plane acknowledges events")]
    public static partial void OutboxFull(this ILogger log, long maxBytes);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Information, Message = "The outbox has room again")]
    public static partial void OutboxHasRoom(this ILogger log);

    [LoggerMessage(EventId = 1403, Level = LogLevel.Warning,
        Message = "The control plane has events of attempt {Attempt} up to {Acknowledged}, this agent remembers {Remembered}: "
            + "the state directory has lost its newest part")]
    public static partial void AcknowledgedBeyondMemory(this ILogger log, AttemptId attempt, ulong acknowledged, ulong remembered);

    [LoggerMessage(EventId = 1404, Level = LogLevel.Warning,
        Message = "The disk keeps refusing the end of attempt {Attempt}: it is sent from memory, its work folder stays until the journal can be written")]
    public static partial void SentFromMemory(this ILogger log, AttemptId attempt);
}
