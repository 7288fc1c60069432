using Freehold.DuckDb;

namespace Freehold.Worker.Tasks;

/// <summary>Runs tasks in this process: for a job of one task, which is not worth a child's start.</summary>
internal sealed class InProcessLane(TaskRunner runner, TimeSpan? limit, TimeProvider time) : ITaskLane
{
    /// <inheritdoc/>
    public async Task<TaskEnding> RunAsync(
        PlannedTask task, int number, Action<double, long> onProgress, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit ?? Timeout.InfiniteTimeSpan, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await runner.RunAsync(task, number, onProgress, over.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new TaskEnding.Failed(TaskFailures.TooLong(task));
        }
        catch (QueryAbandonedException e) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Nothing more can be done in this process, which has a query on its hands that does not end.
            throw new JobFailedException(TaskFailures.TooLong(task), e);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
