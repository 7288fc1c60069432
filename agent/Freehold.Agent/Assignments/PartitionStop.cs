using Freehold.Agent.Journal;
using Freehold.Hosting.Watchdogs;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>
/// Stops the attempts whose jobs ask for it once nothing was heard from the control plane for the lease: from then on it may
/// count them as gone. All others run on; what was not confirmed has not started and waits for the control plane's word.
/// </summary>
internal sealed class PartitionStop(
    ControlPlaneContact contact, AttemptJournal journal, RunningJobs jobs, LoopWatchdogs watchdogs, TimeProvider time, ILogger<PartitionStop> log) : BackgroundService
{
    private static readonly WatchedLoop Loop = new("partition", MayTake: TimeSpan.FromMinutes(1), RestartCures: true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var loop = watchdogs.Watch(Loop);
        while (true)
        {
            loop.WentRound();
            var changed = contact.LeaseChanged;
            var left = contact.LeaseLeft;
            if (left <= TimeSpan.Zero)
            {
                await StopCutOffAsync(stoppingToken);
                // What is heard from now on lasts for a whole lease, so looking again after one is never late.
                left = contact.Lease;
            }

            loop.Waits();
            await WaitAsync(left ?? Timeout.InfiniteTimeSpan, changed, stoppingToken);
        }
    }

    private async Task StopCutOffAsync(CancellationToken cancellationToken)
    {
        var cutOff = journal.Attempts.Where(StopsWhenCutOff).Select(attempt => attempt.Id).ToList();
        if (cutOff.Count == 0)
            return;

        log.CutOff(contact.Lease ?? TimeSpan.Zero, cutOff.Count);
        await jobs.StopAsync(cutOff, StopCause.Partition, cancellationToken);
    }

    // One that runs without being confirmed in the journal waits for the disk to take the confirm: it must not start later.
    private bool StopsWhenCutOff(JournaledAttempt attempt) =>
        attempt is { Ended: false, StopAsked: StopCause.None, Order.OnPartition: PartitionPolicy.Stop }
        && (attempt.Confirmed || jobs.IsRunning(attempt.Id));

    private async Task WaitAsync(TimeSpan atMost, Task leaseChanged, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(atMost, time, over.Token), leaseChanged);
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
