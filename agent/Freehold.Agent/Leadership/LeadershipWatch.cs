using Freehold.Hosting.Watchdogs;

namespace Freehold.Agent.Leadership;

/// <summary>While standing by: tries to lead again and again, and stops this host when it does.</summary>
internal sealed class LeadershipWatch(
    ILeadership leadership, IHostApplicationLifetime host, LoopWatchdogs watchdogs, TimeProvider time, ILogger<LeadershipWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private static readonly WatchedLoop Loop = new("leadership", MayTake: TimeSpan.FromMinutes(1), RestartCures: true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var loop = watchdogs.Watch(Loop);
        loop.WentRound();
        while (!await leadership.TryLeadAsync(stoppingToken))
        {
            loop.Waits();
            await Task.Delay(Interval, time, stoppingToken);
            loop.WentRound();
        }

        log.TakesTheLead();
        host.StopApplication();
    }
}
