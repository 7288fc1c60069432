using Freehold.Agent.Assignments;
using Freehold.Agent.Journal;
using Freehold.Hosting.Watchdogs;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Deletes Jobs of this agent that belong to no attempt of its journal, now and then: one that an earlier leader had asked for and that
/// came late, one that could not be deleted when its attempt was over.
/// </summary>
internal sealed class OrphanSweep(
    AttemptSights sights, KubernetesExecutor executor, AttemptJournal journal, LoopWatchdogs watchdogs, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private static readonly WatchedLoop Loop = new("orphan-sweep", MayTake: TimeSpan.FromMinutes(5), RestartCures: true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var loop = watchdogs.Watch(Loop);
        IReadOnlySet<AttemptId> before = new HashSet<AttemptId>();
        while (true)
        {
            loop.Waits();
            await Task.Delay(Interval, time, stoppingToken);
            loop.WentRound();

            // Twice in a row: what was only just forgotten is on its way out already, and the watch has not seen it yet.
            var orphans = sights.Attempts.Where(attempt => journal.Find(attempt) is null).ToHashSet();
            await executor.SweepAsync(sights.Attempts.Where(attempt => !orphans.Contains(attempt) || !before.Contains(attempt)).ToHashSet(), stoppingToken);
            before = orphans;
        }
    }
}
