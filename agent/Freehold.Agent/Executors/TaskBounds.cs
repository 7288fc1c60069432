using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.Agent.Executors;

/// <summary>Holds what a worker says about a task to the bounds of the contract.</summary>
internal static class TaskBounds
{
    /// <summary>Tasks of an attempt that are reported one by one: the first ones of its plan.</summary>
    public const int MostTasks = 10_000;

    /// <summary>Tasks in one event.</summary>
    public const int BatchLength = 500;

    private const int ObjectNameBytes = 512;
    private const int ColumnNameBytes = 256;

    public static TaskChanged Bounded(TaskChanged task) => new()
    {
        Index = task.Index,
        ObjectName = ReportBounds.Cut(task.ObjectName, ObjectNameBytes),
        State = task.State,
        Try = task.Try,
        Rows = task.Rows,
        BytesIn = task.BytesIn,
        BytesOut = task.BytesOut,
        Elapsed = task.Elapsed is { } elapsed ? new Duration { Seconds = Math.Max(0, elapsed.Seconds), Nanos = Math.Max(0, elapsed.Nanos) } : null,
        FailureCode = ReportBounds.WordOrNothing(task.FailureCode),
        FailureDetail = ReportBounds.WordOrNothing(task.FailureDetail),
        Line = task.Line,
        ColumnName = ReportBounds.Cut(task.ColumnName, ColumnNameBytes),
    };
}
