using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>One watching of an attempt, with what was seen so far.</summary>
internal sealed class WatchedAttempt
{
    private readonly List<WorkerObservation> _seen = [];
    private readonly Lock _gate = new();
    private readonly ManualTimeProvider _time;

    public WatchedAttempt(IExecutor executor, AttemptId attempt, ManualTimeProvider time)
    {
        _time = time;
        Over = WatchAsync(executor, attempt);
    }

    /// <summary>Completes with the last observation.</summary>
    public Task<WorkerEnded> Over { get; }

    public IReadOnlyList<WorkerObservation> Seen
    {
        get
        {
            lock (_gate)
                return [.. _seen];
        }
    }

    public IReadOnlyList<WorkerReport.KindOneofCase> Reports => [.. Seen.OfType<WorkerReported>().Select(seen => seen.Report.KindCase)];

    public IReadOnlyList<WaitingReason> Waits => [.. Seen.OfType<WorkerWaits>().Select(seen => seen.Reason).Distinct()];

    /// <summary>Moves the clock until the end is told; the time it took by that clock must not be longer.</summary>
    public async Task<WorkerEnded> EndsAsync(TimeSpan? within = null)
    {
        await _time.AdvanceUntilAsync(() => Over.IsCompleted, within ?? TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(500));
        return await Over;
    }

    public Task SeesAsync(Func<WorkerObservation, bool> what, TimeSpan? within = null) =>
        _time.AdvanceUntilAsync(() => Seen.Any(what), within ?? TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(500));

    private async Task<WorkerEnded> WatchAsync(IExecutor executor, AttemptId attempt)
    {
        await foreach (var observation in executor.WatchAsync(attempt, CancellationToken.None))
        {
            lock (_gate)
                _seen.Add(observation);
        }

        return (WorkerEnded)Seen[^1];
    }
}
