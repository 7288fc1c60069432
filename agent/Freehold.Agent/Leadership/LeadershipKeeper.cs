using Freehold.Agent.Leadership.Leases;
using Freehold.Hosting.Watchdogs;

namespace Freehold.Agent.Leadership;

/// <summary>
/// While leading: keeps the lead, stops this host when it is lost, and gives it back when the host stops for another reason. Starts first and
/// stops last of all parts, since all of them lead.
/// </summary>
internal sealed class LeadershipKeeper(
    ILeadership leadership, Standing standing, IHostApplicationLifetime host, LoopWatchdogs watchdogs, TimeProvider time, ILogger<LeadershipKeeper> log) : BackgroundService
{
    private static readonly WatchedLoop Loop = new("leadership", MayTake: TimeSpan.FromMinutes(1), RestartCures: true);

    // Below it somebody else may lead any moment, so there is nothing worth waiting for.
    private static readonly TimeSpan LeastLeft = TimeSpan.FromMilliseconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!standing.IsStandby && !leadership.Term.HasLapsed)
            await leadership.ReleaseAsync(CancellationToken.None); // has a limit of its own, and is worth its moment also when others took too long
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (standing.IsStandby || leadership.Term.IsForEver)
            return;

        using var loop = watchdogs.Watch(Loop);
        do
        {
            loop.Waits();
            await Task.Delay(Pause(), time, stoppingToken);
            loop.WentRound();
        }
        while (await leadership.TryLeadAsync(stoppingToken));

        log.LeaseLost();
        host.StopApplication();
    }

    // Not beyond the end of the term: whoever leads no more has to stop then, not at the next try.
    private TimeSpan Pause()
    {
        var left = leadership.Term.Left;
        var pause = left < leadership.NextTry ? left : leadership.NextTry;
        return pause > LeastLeft ? pause : LeastLeft;
    }
}
