using System.Diagnostics;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.Worker.Reports;

/// <summary>Adds up what the tasks of a job have done. Its numbers only grow, but that of running tasks. Safe from any thread.</summary>
internal sealed class JobProgress
{
    private readonly Lock _lock = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TaskProgress[] _tasks;
    private readonly Totals _totals;

    /// <summary>Begins with the sizes of the tasks' inputs, in bytes.</summary>
    public JobProgress(IReadOnlyList<long> sizes)
    {
        _tasks = [.. sizes.Select(size => new TaskProgress { Size = size })];
        _totals = new() { Bytes = sizes.Sum() };
    }

    /// <summary>A try of a task has begun.</summary>
    public void Begin(int task) => Change(task, now => now with { Running = true });

    /// <summary>A task is under way.</summary>
    /// <param name="task">Its place in the order of the sizes.</param>
    /// <param name="done">How much of it is done, from 0 to 1; a smaller number than before changes nothing.</param>
    /// <param name="rows">Its rows in all.</param>
    public void Advance(int task, double done, long rows)
    {
        // An object may have grown since it was listed, or have had no size then.
        var share = double.IsNaN(done) ? 0 : Math.Clamp(done, 0, 1);
        Change(task, now => now with { Done = Math.Max(now.Done, share), Rows = Math.Max(now.Rows, rows) });
    }

    /// <summary>A try has failed, and the task is tried again.</summary>
    public void BreakOff(int task) => Change(task, now => now with { Running = false });

    /// <summary>A task is finished and its output published.</summary>
    public void Finish(int task, long rows, long bytesWritten) => Change(task, now => now with
    {
        Running = false,
        Done = 1,
        Rows = rows,
        RowsWritten = rows,
        BytesWritten = bytesWritten,
        End = TaskEnd.Finished,
    });

    /// <summary>A task has failed for good, and is put aside.</summary>
    public void Quarantine(int task) => Change(task, now => now with { Running = false, Done = 1, End = TaskEnd.Quarantined });

    /// <summary>A task has failed for good, and the job with it.</summary>
    public void Fail(int task) => Change(task, now => now with { Running = false, End = TaskEnd.Failed });

    /// <summary>The totals now.</summary>
    public Progress Snapshot()
    {
        lock (_lock)
        {
            return new Progress
            {
                TasksTotal = (uint)_tasks.Length,
                TasksDone = (uint)(_totals.Finished + _totals.Quarantined),
                TasksQuarantined = (uint)_totals.Quarantined,
                TasksFailed = (uint)_totals.Failed,
                TasksRunning = (uint)_totals.Running,
                RowsRead = (ulong)_totals.RowsRead,
                RowsWritten = (ulong)_totals.RowsWritten,
                BytesRead = (ulong)_totals.BytesRead,
                BytesTotal = (ulong)_totals.Bytes,
                BytesWritten = (ulong)_totals.BytesWritten,
                Elapsed = Duration.FromTimeSpan(Stopwatch.GetElapsedTime(_started)),
            };
        }
    }

    // The totals are kept, not added up anew: a job may have 100,000 tasks, and progress is asked for twice a second.
    private void Change(int task, Func<TaskProgress, TaskProgress> change)
    {
        lock (_lock)
        {
            _totals.Add(_tasks[task], -1);
            _tasks[task] = change(_tasks[task]);
            _totals.Add(_tasks[task], 1);
        }
    }

    private enum TaskEnd
    {
        None,
        Finished,
        Quarantined,
        Failed,
    }

    private sealed class Totals
    {
        public long Bytes { get; init; }

        public long RowsRead { get; private set; }

        public long RowsWritten { get; private set; }

        public long BytesRead { get; private set; }

        public long BytesWritten { get; private set; }

        public int Finished { get; private set; }

        public int Quarantined { get; private set; }

        public int Failed { get; private set; }

        public int Running { get; private set; }

        public void Add(TaskProgress task, int sign)
        {
            RowsRead += sign * (long)(task.Rows * task.Done);
            BytesRead += sign * (long)(task.Size * task.Done);
            RowsWritten += sign * task.RowsWritten;
            BytesWritten += sign * task.BytesWritten;
            Finished += task.End is TaskEnd.Finished ? sign : 0;
            Quarantined += task.End is TaskEnd.Quarantined ? sign : 0;
            Failed += task.End is TaskEnd.Failed ? sign : 0;
            Running += task.Running ? sign : 0;
        }
    }

    private record struct TaskProgress(
        long Size, double Done, long Rows, long RowsWritten, long BytesWritten, bool Running, TaskEnd End);
}
