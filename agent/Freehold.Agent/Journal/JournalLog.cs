namespace Freehold.Agent.Journal;

/// <summary>What the agent says about its journal. Ids 1500–1599.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(EventId = 1501, Level = LogLevel.Warning,
        Message = "The journal's last write was cut short by a crash: {Dropped} bytes dropped after {Kept} good ones; nothing that was promised is lost")]
    public static partial void JournalTailDropped(this ILogger log, int dropped, int kept);

    [LoggerMessage(EventId = 1502, Level = LogLevel.Error,
        Message = "The journal cannot be written: no new work is accepted until it can. Look at the free space and the rights of Agent:StateDirectory")]
    public static partial void JournalUnavailable(this ILogger log, Exception reason);

    [LoggerMessage(EventId = 1503, Level = LogLevel.Information, Message = "The journal can be written again")]
    public static partial void JournalAvailableAgain(this ILogger log);
}
