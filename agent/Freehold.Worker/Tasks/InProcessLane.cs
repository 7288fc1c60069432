using Freehold.DuckDb;
using Freehold.JobContract.Failures;
using Freehold.Worker.Limits;

namespace Freehold.Worker.Tasks;

/// <summary>Runs tasks in this process: for a job of one task, which is not worth a child's start.</summary>
/// <param name="runner">Does them.</param>
/// <param name="scratch">The folder that the runner's scratch folders lie in.</param>
/// <param name="limits">What a task may use; memory is this whole process's.</param>
/// <param name="lastWords">See <see cref="SelfWatch.Start"/>.</param>
/// <param name="time">The clock.</param>
internal sealed class InProcessLane(
    TaskRunner runner, string scratch, TaskLimits limits, Action<Failure> lastWords, TimeProvider time) : ITaskLane
{
    // Longer than a query that is told to end may take.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    /// <exception cref="JobFailedException">It went too far and did not end when told: nothing more can be done in this process.</exception>
    public async Task<TaskEnding> RunAsync(
        PlannedTask task, int number, Action<double, long> onProgress, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = SelfWatch.Start(new TaskWatch(task, Environment.ProcessId, scratch, limits, time), lastWords);
        var running = Task.Run(() => runner.RunAsync(task, number, onProgress, over.Token), CancellationToken.None);
        await Task.WhenAny(running, watch.Exceeded);
        if (running.IsCompleted)
        {
            watch.Dispose();
            return await running;
        }

        var failure = await watch.Exceeded;
        await over.CancelAsync();
        try
        {
            await running.WaitAsync(Grace, time, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e) when (e is QueryAbandonedException or TimeoutException)
        {
            // The watch stays, and ends the process should the attempt's own end take too long.
            throw new JobFailedException(failure, e as QueryAbandonedException ?? new QueryAbandonedException());
        }

        watch.Dispose();
        cancellationToken.ThrowIfCancellationRequested();
        return new TaskEnding.Failed(failure);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
