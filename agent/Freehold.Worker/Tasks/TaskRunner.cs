using System.Diagnostics;
using System.Globalization;
using Freehold.Buckets;
using Freehold.DuckDb;
using Freehold.JobContract.Failures;
using Freehold.Worker.Detection;
using Freehold.Worker.Inputs;
using Freehold.Worker.Output;
using Freehold.Worker.Run;
using Microsoft.Extensions.Logging;

namespace Freehold.Worker.Tasks;

/// <summary>Runs one try of one task in this process, to its record.</summary>
internal sealed class TaskRunner(
    IJobWork work, InputBuckets inputs, AttemptOutput output, TaskStore store, int attempt, string scratchRoot, ILogger log)
{
    /// <summary>
    /// 1. Makes a scratch folder.
    /// 2. Does the work, on an object that stays as it is meanwhile.
    /// 3. Writes the record: from here on the task is done, whatever becomes of the attempt.
    /// 4. Removes the scratch folder, whichever way it ended: it holds data, and counts against the next task's share.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="number">Which try of this attempt it is, from 1.</param>
    /// <param name="onProgress">See <see cref="TaskContext.OnProgress"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">Ended.</exception>
    /// <exception cref="QueryAbandonedException">Ended, and a query was left behind.</exception>
    public async Task<TaskEnding> RunAsync(
        PlannedTask task, int number, Action<double, long> onProgress, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var scratch = Path.Join(scratchRoot, string.Create(CultureInfo.InvariantCulture, $"task-{task.Index}-{number}"));
        TaskContext? context = null;
        try
        {
            Directory.CreateDirectory(scratch); // 1
            context = new TaskContext
            {
                Source = inputs.Of(task),
                Output = output,
                Scratch = scratch,
                OnProgress = onProgress,
            };
            var product = await work.RunAsync(task, context, cancellationToken); // 2
            if (context.HasInputChanged())
                return Failed(TaskFailures.Changed(task));

            var record = await store.PutAsync(RecordOf(task, number, product, Stopwatch.GetElapsedTime(started)), cancellationToken); // 3

            log.TaskDone(task.ObjectName, record.Rows, task.Bytes, record.BytesWritten(), Stopwatch.GetElapsedTime(started));
            log.ColumnsDetected(task.ObjectName, product.Files);
            return new TaskEnding.Recorded(record);
        }
        catch (JobFailedException e)
        {
            if (e.InnerException is DuckDbException engine)
                log.EngineFailed(engine.Error);

            // What is wrong with a file that somebody is still writing says nothing about the file.
            return Failed(context?.HasInputChanged() is true ? TaskFailures.Changed(task) : e.Failure);
        }
        catch (BucketException e)
        {
            return Failed(BucketFailures.Translate(e));
        }
        catch (OutOfMemoryException)
        {
            return Failed(TaskFailures.TooMuchMemory(task)); // a container's limit bounds .NET's own memory too
        }
#pragma warning disable CA1031 // A bug that one file brings to light must not take the others with it; the log says where it is.
        catch (Exception e) when (e is not QueryAbandonedException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
#pragma warning restore CA1031
        {
            log.Bug(e.GetType().FullName ?? e.GetType().Name, e.StackTrace ?? "");
            return Failed(new Failure { Code = FailureCode.Internal, ObjectName = task.ObjectName });
        }
        finally
        {
            RemoveScratch(scratch); // 4
        }
    }

    // A query that was left behind may still write there; the attempt's end removes the folder above.
    private void RemoveScratch(string scratch)
    {
        try
        {
            Directory.Delete(scratch, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.NotDiscarded(e.GetType().Name, scratch);
        }
    }

    private TaskEnding.Failed Failed(Failure failure)
    {
        log.TaskFailed(failure.Code, failure.Detail, failure.ObjectName, failure.Line, failure.ColumnName);
        return new(failure);
    }

    private TaskRecord RecordOf(PlannedTask task, int number, TaskProduct product, TimeSpan elapsed) => new()
    {
        Index = task.Index,
        Attempt = attempt,
        Tries = number,
        Milliseconds = (long)elapsed.TotalMilliseconds,
        Files = product.Files,
        Rows = product.Rows,
        Counts = product.Counts,
    };
}
