using System.Collections.Concurrent;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Reports;
using Freehold.Worker.Run;
using Microsoft.Extensions.Logging;

namespace Freehold.Worker.Tasks;

/// <summary>Runs the tasks of a plan in lanes, each task with tries of its own, and decides what a failure means.</summary>
internal sealed class JobTasks(
    RunRequest request, TaskTries tries, TaskStore store, JobProgress progress, TaskReports reports, LogCounts counts, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly JobDocument _document = request.Document;

    /// <summary>Runs them all; the first failure that is the job's stops the others.</summary>
    /// <param name="tasks">Those that have no record yet.</param>
    /// <param name="makeLanes">Makes the lanes; each is used by one task at a time, and disposed at the end.</param>
    /// <param name="stopping">Ends all of them.</param>
    /// <returns>Their records.</returns>
    /// <exception cref="JobFailedException">A task failed, and the job with it.</exception>
    /// <exception cref="OperationCanceledException">Ended.</exception>
    public async Task<IReadOnlyList<TaskRecord>> RunAsync(
        IEnumerable<PlannedTask> tasks, IEnumerable<ITaskLane> makeLanes, CancellationToken stopping)
    {
        var queue = new ConcurrentQueue<PlannedTask>(tasks);
        var records = new ConcurrentBag<TaskRecord>();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);

        var lanes = makeLanes.Select(lane => Task.Run(() => RunLaneAsync(lane, queue, records, over), CancellationToken.None)).ToList();
        await Task.WhenAll(lanes); // a failure stands before the cancellations that it led to
        return [.. records];
    }

    private async Task RunLaneAsync(
        ITaskLane lane, ConcurrentQueue<PlannedTask> queue, ConcurrentBag<TaskRecord> records, CancellationTokenSource over)
    {
        await using (lane)
        {
            try
            {
                while (queue.TryDequeue(out var task))
                    records.Add(await RunTriesAsync(lane, task, over.Token));
            }
            catch
            {
                await over.CancelAsync();
                throw;
            }
        }
    }

    private async Task<TaskRecord> RunTriesAsync(ITaskLane lane, PlannedTask task, CancellationToken over)
    {
        for (var number = tries.First; ; number++)
        {
            progress.Begin(task.Index);
            reports.Running(task, number);
            var started = time.GetTimestamp();

            var ending = await lane.RunAsync(task, number, (done, rows) => progress.Advance(task.Index, done, rows), over);
            if (ending is TaskEnding.Recorded { Record: var record })
                return Done(task, record);

            var failure = ((TaskEnding.Failed)ending).Failure;
            if (number <= _document.Retries && TaskFailures.IsWorthRetrying(failure))
            {
                BreakOff(task, number, failure);
                if (!tries.InThisProcess)
                    throw new JobFailedException(failure);
                await PauseAsync(number, over);
                continue;
            }

            if (_document.BadFiles is BadFiles.Fail || !TaskFailures.IsOfTheFile(failure))
                throw FailedForGood(task, number, failure);
            return await QuarantineAsync(task, number, failure, time.GetElapsedTime(started), over);
        }
    }

    private TaskRecord Done(PlannedTask task, TaskRecord record)
    {
        if (record.Quarantined is null)
            progress.Finish(task.Index, record.Rows, record.RowsWritten(), record.BytesWritten());
        else
            progress.Quarantine(task.Index); // by another attempt, which was faster
        reports.Ended(task, record);
        return record;
    }

    private void BreakOff(PlannedTask task, int number, Failure failure)
    {
        log.TaskRetried(task.ObjectName, failure.Code, number);
        progress.BreakOff(task.Index);
        reports.Ended(task, TaskState.Retrying, number, failure);
        counts.Add(LogCounts.TasksRetried, 1);
    }

    private Task PauseAsync(int number, CancellationToken over)
    {
        var pause = FirstPause * Math.Pow(2, number - 1);
        return Task.Delay(pause < LongestPause ? pause : LongestPause, time, over);
    }

    private JobFailedException FailedForGood(PlannedTask task, int number, Failure failure)
    {
        progress.Fail(task.Index);
        reports.Ended(task, TaskState.Failed, number, failure);
        return new(failure);
    }

    private async Task<TaskRecord> QuarantineAsync(
        PlannedTask task, int number, Failure failure, TimeSpan elapsed, CancellationToken over)
    {
        log.TaskQuarantined(task.ObjectName, failure.Code, failure.Detail);
        var record = new TaskRecord
        {
            Index = task.Index,
            Attempt = request.Attempt,
            Tries = number,
            Milliseconds = (long)elapsed.TotalMilliseconds,
            Quarantined = failure,
        };
        return Done(task, await store.PutAsync(record, over));
    }
}
