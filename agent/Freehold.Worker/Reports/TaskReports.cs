using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Tasks;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.Worker.Reports;

/// <summary>
/// Reports what becomes of single tasks, in batches: of a task that changes twice before it is told, the newer state alone.
/// Bounded, whatever the size of the job, since the agent keeps every batch until it is acknowledged. Safe from any thread.
/// </summary>
internal sealed class TaskReports(ReportWriter reports, int tasks)
{
    /// <summary>Tasks of a job that are reported one by one: the first ones of the plan.</summary>
    public const int MostTasks = 10_000;

    /// <summary>Tasks in one report.</summary>
    public const int BatchLength = 500;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, TaskChanged> _changed = [];

    /// <summary>Tasks that are told of: those with an index below.</summary>
    public int Most { get; init; } = MostTasks;

    /// <summary>A try has begun.</summary>
    public void Running(PlannedTask task, int number) => Note(Changed(task, TaskState.Running, number));

    /// <summary>A try has failed and another follows, or the task has failed for good.</summary>
    public void Ended(PlannedTask task, TaskState state, int number, Failure failure)
    {
        var changed = Changed(task, state, number);
        changed.FailureCode = failure.Code;
        changed.FailureDetail = failure.Detail;
        changed.Line = (ulong)failure.Line;
        changed.ColumnName = BoundedText.Cut(failure.ColumnName, 256);
        Note(changed);
    }

    /// <summary>A task is done, by this attempt or an earlier one.</summary>
    public void Ended(PlannedTask task, TaskRecord record) => Note(Of(task, record));

    /// <summary>What a record says about its task.</summary>
    public static TaskChanged Of(PlannedTask task, TaskRecord record)
    {
        var changed = Changed(task, record.Quarantined is null ? TaskState.Succeeded : TaskState.Quarantined, record.Tries);
        changed.Rows = (ulong)record.Rows;
        changed.BytesOut = (ulong)record.BytesWritten();
        changed.Elapsed = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(record.Milliseconds));
        if (record.Quarantined is { } failure)
        {
            changed.FailureCode = failure.Code;
            changed.FailureDetail = failure.Detail;
            changed.Line = (ulong)failure.Line;
            changed.ColumnName = BoundedText.Cut(failure.ColumnName, 256);
        }

        return changed;
    }

    /// <summary>Reports one batch, if there is anything to report.</summary>
    /// <returns>Whether more is left.</returns>
    public bool Flush()
    {
        var batch = new Protocol.V1.Tasks { Omitted = (uint)Math.Max(0, tasks - MostTasks) };
        bool more;
        lock (_lock)
        {
            batch.Changed.AddRange(_changed.Values.Take(BatchLength));
            foreach (var changed in batch.Changed)
                _changed.Remove((int)changed.Index);
            more = _changed.Count > 0;
        }

        if (batch.Changed.Count > 0)
            reports.Write(new WorkerReport { Tasks = batch });
        return more;
    }

    /// <summary>Reports all that is left: before the result, which is the last line.</summary>
    public void FlushAll()
    {
        while (Flush())
        {
            // the next batch
        }
    }

    /// <summary>All that is left, instead of reporting it.</summary>
    public IReadOnlyList<TaskChanged> TakeAll()
    {
        lock (_lock)
        {
            List<TaskChanged> all = [.. _changed.Values];
            _changed.Clear();
            return all;
        }
    }

    private static TaskChanged Changed(PlannedTask task, TaskState state, int number) => new()
    {
        Index = (uint)task.Index,
        ObjectName = BoundedText.Cut(task.ObjectName, 512),
        State = state,
        Try = (uint)number,
        BytesIn = (ulong)task.Bytes,
    };

    private void Note(TaskChanged changed)
    {
        if (changed.Index >= Most)
            return;

        lock (_lock)
            _changed[(int)changed.Index] = changed;
    }
}
