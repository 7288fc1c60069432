using Freehold.Protocol.V1;
using Freehold.Worker.Limits;

namespace Freehold.Worker.Reports;

/// <summary>Reports progress twice a second at most, and the tasks that changed once a second, and only when something has changed.</summary>
internal sealed class ProgressReports(ReportWriter reports, MemoryPeak memory, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Reports until stopped; returns then, without an exception, having told what became of every task.</summary>
    public async Task ReportUntilAsync(JobProgress progress, TaskReports tasks, CancellationToken stopped)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var last = new Progress();

        try
        {
            for (var tick = 0; await timer.WaitForNextTickAsync(stopped); tick++)
            {
                if (tick % 2 == 1)
                    tasks.Flush();

                var now = progress.Snapshot();
                now.PeakMemoryBytes = (ulong)memory.Look();
                if (IsSame(now, last))
                    continue;

                reports.Write(new WorkerReport { Progress = now });
                last = now;
            }
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // The job has ended: its totals are in the result.
        }

        tasks.FlushAll();
    }

    private static bool IsSame(Progress now, Progress last) =>
        now.TasksDone == last.TasksDone && now.RowsRead == last.RowsRead && now.BytesRead == last.BytesRead
        && now.TasksRunning == last.TasksRunning && now.TasksFailed == last.TasksFailed
        && now.PeakMemoryBytes - last.PeakMemoryBytes <= last.PeakMemoryBytes / 16;
}
