using Freehold.Agent.Events;
using Freehold.Agent.Journal;
using Freehold.Hosting.Watchdogs;

namespace Freehold.Agent.Assignments;

/// <summary>
/// After a refusal, tries again and again whether the disk takes writes: nobody else may have a reason to, and then an agent
/// without work would count as unable to take any for ever. Writes down what had to wait.
/// </summary>
internal sealed class DiskRecovery(
    AttemptJournal journal, EventOutbox outbox, RunningJobs jobs, LoopWatchdogs watchdogs, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private static readonly WatchedLoop Loop = new("disk-recovery", MayTake: TimeSpan.FromMinutes(1), RestartCures: true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var loop = watchdogs.Watch(Loop);
        while (true)
        {
            loop.Waits();
            await Task.Delay(Interval, time, stoppingToken);
            loop.WentRound();

            if (journal.Refusals > 0 && !await TakesWritesAsync(stoppingToken))
                continue;

            await outbox.WriteUnwrittenAsync(stoppingToken);
            await jobs.CloseUnclosedAsync(stoppingToken);
        }
    }

    private async Task<bool> TakesWritesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await journal.AppendAsync([], Survives.PowerCut, cancellationToken);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
