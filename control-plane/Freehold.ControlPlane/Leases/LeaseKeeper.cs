using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Health;
using Freehold.Hosting.Watchdogs;

namespace Freehold.ControlPlane.Leases;

/// <summary>
/// Once a second: says that this replica is alive, and only when that could be said looks for agents that are not. So it never
/// takes its own absence, or the database's, for theirs.
/// </summary>
internal sealed class LeaseKeeper(
    Presence presence,
    LeaseSweep sweep,
    LeaseNews news,
    LeaseStore store,
    LeaseMetrics metrics,
    DispatchSignal dispatch,
    LoopWatchdogs watchdogs,
    TimeProvider time,
    ILogger<LeaseKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private bool _away;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watch = watchdogs.Watch(ControlPlaneLoops.Leases);
        using var ticks = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                watch.WentRound();
                await KeepAsync(stoppingToken);
                watch.Waits();
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The way it ends.
        }
    }

    private async Task KeepAsync(CancellationToken stopping)
    {
        try
        {
            if ((await presence.StampAsync(stopping)).Absence is { } absence)
            {
                metrics.Resumed();
                if (absence > TimeSpan.Zero)
                    log.Resumed(absence);
                else
                    AfterStepBack(-absence);
            }

            await news.TellAsync(stopping);
            await sweep.SweepAsync(stopping);
            await store.ForgetStandbysAsync(stopping);
            _away = false;
        }
        catch (Exception e) when (DatabaseOutage.IsCauseOf(e))
        {
            // Once an outage: it is tried every second.
            if (!_away)
                log.CannotSayAlive(e.GetType().Name);
            _away = true;
        }
    }

    // What was remembered of an agent's queue names times that are to come now: look at everything once.
    private void AfterStepBack(TimeSpan step)
    {
        log.ClockSetBack(step);
        dispatch.Sweep();
    }
}
