using Freehold.ControlPlane.AgentStreams;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>The bounds of what is said about tasks. Each answer is null when all is well.</summary>
internal static class TaskEventBounds
{
    private const int MostTasks = 10_000;
    private const int BatchLength = 500;
    private const int MostQuarantined = 100;
    private const int MostCodes = 64;
    private const int ObjectNameBytes = 512;
    private const int ColumnNameBytes = 256;

    public static string? ProblemOf(Tasks tasks)
    {
        if (tasks.Changed.Count > BatchLength)
            return "more than 500 tasks in one event";
        return tasks.Changed.All(task => task.Index < MostTasks && IsInBounds(task)) ? null : "a task is out of bounds";
    }

    public static string? ProblemOfQuarantined(IReadOnlyCollection<TaskChanged> tasks)
    {
        if (tasks.Count > MostQuarantined)
            return "more than 100 quarantined tasks";
        return tasks.All(IsInBounds) ? null : "a quarantined task is out of bounds";
    }

    public static string? ProblemOf(LogSummary? summary)
    {
        if (summary is null)
            return null;
        if (summary.Counts.Count > MostCodes)
            return "more than 64 counts in a summary";

        var codes = new HashSet<string>(StringComparer.Ordinal);
        return summary.Counts.All(count =>
            count is { Code.Length: > 0, Count: <= long.MaxValue } && EventBounds.IsWord(count.Code) && codes.Add(count.Code))
            ? null
            : "a count of a summary is out of bounds";
    }

    private static bool IsInBounds(TaskChanged task) =>
        task is { Index: <= int.MaxValue, Try: <= int.MaxValue, Rows: <= long.MaxValue, BytesIn: <= long.MaxValue, BytesOut: <= long.MaxValue }
            and { Line: <= long.MaxValue, Elapsed: null or { Seconds: >= 0 and <= 315_576_000_000, Nanos: >= 0 and <= 999_999_999 } }
        && WireBounds.Fits(task.ObjectName, ObjectNameBytes) && WireBounds.Fits(task.ColumnName, ColumnNameBytes)
        && EventBounds.IsWord(task.FailureCode) && EventBounds.IsWord(task.FailureDetail);
}
