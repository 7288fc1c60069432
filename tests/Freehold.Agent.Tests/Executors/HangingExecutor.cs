using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Processes;

namespace Freehold.Agent.Tests.Executors;

/// <summary>The real executor, except that one of its calls hangs until the test lets it go on, or fails as often as the test says.</summary>
internal sealed class HangingExecutor(ProcessExecutor executor) : IExecutor
{
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public enum Call
    {
        None,
        Watch,
        Stop,
        Remove,
    }

    public Call Hangs { get; init; }

    /// <summary>How many starts fail before one succeeds.</summary>
    public int FailingStarts { get; set; }

    public Task HangingNow => _hanging.Task;

    public string Name => executor.Name;

    public IReadOnlyList<string> Kinds => executor.Kinds;

    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn() => _goOn.TrySetResult();

    public Task StartAsync(WorkOrder order, CancellationToken cancellationToken) =>
        FailingStarts-- > 0 ? throw new WorkerNotStartedException("as the test says") : executor.StartAsync(order, cancellationToken);

    public TimeSpan? StartedAgo(AttemptId attempt) => executor.StartedAgo(attempt);

    public async IAsyncEnumerable<WorkerObservation> WatchAsync(
        AttemptId attempt, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var seen in executor.WatchAsync(attempt, cancellationToken))
        {
            await MayHangAsync(Call.Watch);
            yield return seen;
        }
    }

    public async Task StopAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        await MayHangAsync(Call.Stop);
        await executor.StopAsync(attempt, cancellationToken);
    }

    public async Task RemoveAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        await MayHangAsync(Call.Remove);
        await executor.RemoveAsync(attempt, cancellationToken);
    }

    public Task SweepAsync(IReadOnlySet<AttemptId> known, CancellationToken cancellationToken) => executor.SweepAsync(known, cancellationToken);

    // Without a token: what hangs does not listen to one either.
    private async Task MayHangAsync(Call call)
    {
        if (call != Hangs)
            return;

        _hanging.TrySetResult();
        await _goOn.Task;
    }
}
