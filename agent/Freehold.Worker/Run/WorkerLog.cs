using Freehold.DuckDb;
using Microsoft.Extensions.Logging;

namespace Freehold.Worker.Run;

/// <summary>What a worker says about its run. Ids 3000–3099 and 3600–3649. No message holds a value of the data.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Information,
        Message = "Attempt {Attempt} of job {JobId} starts: {Kind}, document {Digest}, Freehold {Version}, engine {Engine}")]
    public static partial void Starts(
        this ILogger log, int attempt, string jobId, string kind, string digest, string version, string engine);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information,
        Message = "{Tasks} tasks, {Parallel} at a time, each with {Threads} threads and {MemoryMegabytes} MiB of engine memory")]
    public static partial void Planned(this ILogger log, int tasks, int parallel, int threads, long memoryMegabytes);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information,
        Message = "{ObjectName}: {Rows} rows, {BytesIn} bytes in, {BytesOut} bytes out, {Elapsed}")]
    public static partial void TaskDone(
        this ILogger log, string objectName, long rows, long bytesIn, long bytesOut, TimeSpan elapsed);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Information, Message = "Committed: {Manifest}, digest {Digest}")]
    public static partial void Committed(this ILogger log, string manifest, string digest);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Information,
        Message = "Attempt {CommittedAttempt} had committed before; its output is the job's")]
    public static partial void FoundCommitted(this ILogger log, int committedAttempt);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Error,
        Message = "Failed: {Code} {Detail}, object {ObjectName}, line {Line}, column {ColumnName}")]
    public static partial void Failed(
        this ILogger log, string code, string detail, string objectName, long line, string columnName);

    [LoggerMessage(EventId = 3007, Level = LogLevel.Warning, Message = "Stopped from outside; what was written is deleted")]
    public static partial void Cancelled(this ILogger log);

    // Without the exception's message: a bug may have put anything into it. The type and the place are enough to find it.
    [LoggerMessage(EventId = 3008, Level = LogLevel.Critical, Message = "A bug in Freehold: {ExceptionType} at {Place}")]
    public static partial void Bug(this ILogger log, string exceptionType, string place);

    [LoggerMessage(EventId = 3009, Level = LogLevel.Warning,
        Message = "What this attempt had written could not be deleted: {Error} at {Address}")]
    public static partial void NotDiscarded(this ILogger log, string error, string address);

    [LoggerMessage(EventId = 3010, Level = LogLevel.Warning,
        Message = "A query did not heed its end and was left behind; the process ends without it")]
    public static partial void QueryAbandoned(this ILogger log);

    // The kind alone: the engine's own words quote lines of the data.
    [LoggerMessage(EventId = 3011, Level = LogLevel.Warning, Message = "The engine failed with an error of kind {Error}")]
    public static partial void EngineFailed(this ILogger log, DuckDbError error);

    [LoggerMessage(EventId = 3012, Level = LogLevel.Warning,
        Message = "A task failed: {Code} {Detail}, object {ObjectName}, line {Line}, column {ColumnName}")]
    public static partial void TaskFailed(
        this ILogger log, string code, string detail, string objectName, long line, string columnName);

    [LoggerMessage(EventId = 3013, Level = LogLevel.Warning, Message = "{ObjectName}: {Code} at try {Number}; it is tried again")]
    public static partial void TaskRetried(this ILogger log, string objectName, string code, int number);

    [LoggerMessage(EventId = 3014, Level = LogLevel.Warning, Message = "{ObjectName}: {Code} {Detail}; it is put aside")]
    public static partial void TaskQuarantined(this ILogger log, string objectName, string code, string detail);

    [LoggerMessage(EventId = 3015, Level = LogLevel.Information, Message = "Lane {Lane}: child {ProcessId} started")]
    public static partial void ChildStarted(this ILogger log, int lane, int processId);

    [LoggerMessage(EventId = 3016, Level = LogLevel.Warning, Message = "Lane {Lane}: child {ProcessId} ended before its time, {Code}")]
    public static partial void ChildEnded(this ILogger log, int lane, int processId, string code);

    [LoggerMessage(EventId = 3017, Level = LogLevel.Information, Message = "{Tasks} of the tasks were done by earlier attempts")]
    public static partial void Resumed(this ILogger log, int tasks);

    [LoggerMessage(EventId = 3018, Level = LogLevel.Warning, Message = "The log could not be put beside the output: {Error} at {Address}")]
    public static partial void LogNotShipped(this ILogger log, string error, string address);

    [LoggerMessage(EventId = 3019, Level = LogLevel.Information, Message = "What is finished is left for the next attempt")]
    public static partial void LeftForNext(this ILogger log);

    [LoggerMessage(EventId = 3600, Level = LogLevel.Information, Message = "Index {Index}, try {Number}: {Tasks} tasks, {Open} of them open")]
    public static partial void IndexBegins(this ILogger log, int index, int number, int tasks, int open);

    [LoggerMessage(EventId = 3020, Level = LogLevel.Error, Message = "Ended at once: {Code} {Detail}, object {ObjectName}")]
    public static partial void EndedAtOnce(this ILogger log, string code, string detail, string objectName);
}
