using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;

namespace Freehold.Agent.Leadership;

/// <summary>The executor of a replica that stands by: what runs is the leader's, and is not touched.</summary>
/// <param name="name">Name of the executor that it will have when it leads.</param>
/// <param name="kinds">What that can run: work that comes by mistake is turned away for now, not for good.</param>
internal sealed class NothingRuns(string name, IReadOnlyList<string> kinds) : IExecutor
{
    public string Name => name;

    public IReadOnlyList<string> Kinds => kinds;

    public Task StartAsync(WorkOrder order, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A replica that stands by accepts no work, so it has none to start.");

    public TimeSpan? StartedAgo(AttemptId attempt) => null;

    public async IAsyncEnumerable<WorkerObservation> WatchAsync(
        AttemptId attempt, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return new WorkerEnded(ExitCode: null, Signal: 0);
    }

    public Task StopAsync(AttemptId attempt, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemoveAsync(AttemptId attempt, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SweepAsync(IReadOnlySet<AttemptId> known, CancellationToken cancellationToken) => Task.CompletedTask;
}
