using Freehold.Agent.Conditions;
using Freehold.Agent.Journal;
using Freehold.Hosting.Watchdogs;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Looks every half minute for Jobs of this agent that nobody knows, and deletes them; what has to go with them, their Secret and pods, goes by
/// the cluster's own hand. What carries another agent's label, or none, is not even seen.
/// </summary>
/// <remarks>
/// A pod without a Job, as <c>kubectl delete --cascade=orphan</c> leaves it, is counted and told; the agent has no right to delete pods.
/// </remarks>
internal sealed class OrphanSweep(
    AttemptSights sights,
    IExecutor executor,
    AttemptJournal journal,
    OrphanMetrics metrics,
    LoopWatchdogs watchdogs,
    TimeProvider time,
    ILogger<OrphanSweep> log) : BackgroundService, IConditionSource
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private static readonly WatchedLoop Loop = new("orphan-sweep", MayTake: TimeSpan.FromMinutes(5), RestartCures: true);

    private readonly Orphans _orphans = new();
    private readonly long _begin = time.GetTimestamp();
    private int _left;

    /// <summary>Orphans that are still there after they should have gone.</summary>
    public IEnumerable<Condition> Current() =>
        Volatile.Read(ref _left) is > 0 and var left ? [new(AgentConditionCode.Orphans, "jobs", (ulong)left)] : [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var loop = watchdogs.Watch(Loop);
        await sights.Complete.WaitAsync(stoppingToken);
        var swept = new HashSet<Assignments.AttemptId>();
        var last = time.GetTimestamp();
        while (true)
        {
            loop.WentRound();
            var orphans = _orphans.Take(sights.Attempts, attempt => journal.Find(attempt) is not null, time.GetElapsedTime(_begin));
            metrics.Seen(orphans.Count, time.GetElapsedTime(last));
            last = time.GetTimestamp();

            // One that is still there at the second look does not go: its node is away, something holds it, or the API server refuses.
            Volatile.Write(ref _left, orphans.Count(swept.Contains));
            swept.IntersectWith(orphans);
            foreach (var orphan in orphans)
            {
                if (swept.Add(orphan))
                {
                    log.OrphanSwept(orphan);
                    metrics.Swept();
                }

                await executor.RemoveAsync(orphan, stoppingToken);
                loop.WentRound();
            }

            loop.Waits();
            await Task.Delay(Interval, time, stoppingToken);
        }
    }
}
