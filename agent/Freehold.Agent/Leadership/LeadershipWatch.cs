using Freehold.Hosting.Watchdogs;

namespace Freehold.Agent.Leadership;

/// <summary>While standing by: tries to lead again and again, and stops this host when it does.</summary>
internal sealed class LeadershipWatch(
    ILeadership leadership, IHostApplicationLifetime host, LoopWatchdogs watchdogs, TimeProvider time, ILogger<LeadershipWatch> log) : BackgroundService
{
    private static readonly WatchedLoop Loop = new("leadership", MayTake: TimeSpan.FromMinutes(1), RestartCures: true);

    /// <summary>Whether this replica leads now, and that is why its host stops.</summary>
    public bool Leads { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var loop = watchdogs.Watch(Loop);
        loop.WentRound();
        while (!await leadership.TryLeadAsync(stoppingToken))
        {
            loop.Waits();
            await Task.Delay(leadership.NextTry, time, stoppingToken);
            loop.WentRound();
        }

        Leads = true;
        log.TakesTheLead();
        host.StopApplication();
    }
}
