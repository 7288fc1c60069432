using System.Diagnostics;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.Worker.Reports;

/// <summary>Adds up what the tasks of a job have done. Its numbers only grow. Safe from any thread.</summary>
internal sealed class JobProgress
{
    private readonly Lock _lock = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly long _bytesTotal;
    private readonly TaskProgress[] _tasks;

    /// <summary>Begins with the sizes of the tasks' inputs, in bytes.</summary>
    public JobProgress(IReadOnlyList<long> sizes)
    {
        _tasks = [.. sizes.Select(size => new TaskProgress { Size = size })];
        _bytesTotal = sizes.Sum();
    }

    /// <summary>A task is under way.</summary>
    /// <param name="task">Its place in the order of the sizes.</param>
    /// <param name="done">How much of it is done, from 0 to 1; a smaller number than before changes nothing.</param>
    /// <param name="rows">Its rows in all.</param>
    public void Advance(int task, double done, long rows)
    {
        lock (_lock)
        {
            _tasks[task].Done = Math.Max(_tasks[task].Done, done);
            _tasks[task].Rows = rows;
        }
    }

    /// <summary>A task is finished and its output published.</summary>
    public void Finish(int task, long rows, long bytesWritten)
    {
        lock (_lock)
            _tasks[task] = _tasks[task] with { Done = 1, Rows = rows, RowsWritten = rows, BytesWritten = bytesWritten, Finished = true };
    }

    /// <summary>The totals now.</summary>
    public Progress Snapshot()
    {
        lock (_lock)
        {
            return new Progress
            {
                TasksTotal = (uint)_tasks.Length,
                TasksDone = (uint)_tasks.Count(task => task.Finished),
                RowsRead = (ulong)_tasks.Sum(task => (long)(task.Rows * task.Done)),
                RowsWritten = (ulong)_tasks.Sum(task => task.RowsWritten),
                BytesRead = (ulong)_tasks.Sum(task => (long)(task.Size * task.Done)),
                BytesTotal = (ulong)_bytesTotal,
                BytesWritten = (ulong)_tasks.Sum(task => task.BytesWritten),
                Elapsed = Duration.FromTimeSpan(Stopwatch.GetElapsedTime(_started)),
            };
        }
    }

    private record struct TaskProgress(long Size, double Done, long Rows, long RowsWritten, long BytesWritten, bool Finished);
}
