using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Checks;
using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Entitlements;
using Freehold.ControlPlane.Grants;
using Freehold.ControlPlane.Health;
using Freehold.Hosting.Watchdogs;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>
/// Hands queued jobs to the agents that are connected to this replica. Woken by <see cref="DispatchSignal"/>; a slow sweep
/// finds what no signal told of.
/// </summary>
internal sealed class Dispatcher(
    DispatchSignal signal,
    ConnectedAgents agents,
    ClaimStore claims,
    OrganizationEntitlements entitlements,
    CancelDelivery cancels,
    GrantDelivery grants,
    CheckDelivery checks,
    IOptions<DispatchOptions> options,
    DispatchMetrics metrics,
    LoopWatchdogs watchdogs,
    TimeProvider time,
    ILogger<Dispatcher> log) : BackgroundService
{
    private static readonly TimeSpan OutagePause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var watch = watchdogs.Watch(ControlPlaneLoops.Dispatch);
        await using var sweep = time.CreateTimer(_ => signal.Sweep(), state: null, options.Value.Sweep, options.Value.Sweep);
        try
        {
            while (true)
            {
                watch.Waits();
                var errands = await signal.TakeAsync(stopping);
                watch.WentRound();
                try
                {
                    await CancelAsync(errands, stopping);
                    await HandOutAsync(errands, stopping);
                    await AskForGrantsAsync(errands, stopping);
                }
                catch (Exception e) when (DatabaseOutage.IsCauseOf(e))
                {
                    log.DatabaseAway(e.GetType().Name, OutagePause);
                    foreach (var errand in errands)
                        signal.PutBack(errand);
                    await Task.Delay(OutagePause, time, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The way a dispatcher ends. What was claimed and not sent is sent again when the agent says hello.
        }
    }

    private async Task CancelAsync(IReadOnlyCollection<DispatchErrand> errands, CancellationToken stopping)
    {
        var asked = errands.Where(errand => errand.Kind is ErrandKind.Cancel).Select(errand => errand.AgentId).ToArray();
        if (asked.Length > 0)
            await cancels.DeliverAsync(asked, stopping);
    }

    private async Task AskForGrantsAsync(IReadOnlyCollection<DispatchErrand> errands, CancellationToken stopping)
    {
        var asked = errands.Where(errand => errand.Kind is ErrandKind.AskForGrants).Select(errand => errand.AgentId).ToArray();
        if (asked.Length > 0)
        {
            await grants.DeliverAsync(asked, stopping);
            await checks.DeliverAsync(asked, stopping);
        }
    }

    private async Task HandOutAsync(IReadOnlyCollection<DispatchErrand> errands, CancellationToken stopping)
    {
        var named = errands.Where(errand => errand.Kind is ErrandKind.HandOut).Select(errand => agents.Find(errand.AgentId)).OfType<AgentSession>().ToList();
        var waiting = await WithThoseWhoShareAsync(named, stopping);
        while (waiting.Count > 0)
        {
            // 1. Only agents whose stream is here, who take more, and whose room nobody else is filling: a submission that is,
            // wakes us when it is done.
            var entitled = await EntitledSessions.OfAsync(waiting.Where(session => session.TakesWork), entitlements, stopping);
            var sessions = entitled.First.Where(each => each.Entitlement.MayFinish && each.Session.RoomTurn.TryTake()).ToList();
            if (sessions.Count == 0 && entitled.Others.Count == 0)
                return;

            // 2. Make the attempts: one statement, one commit for all of them.
            var handed = (sessions.Count == 0 ? [] : await ClaimAsync(sessions, stopping)).ToLookup(attempt => attempt.AgentId);

            // 3. Push them. A stream that breaks here costs nothing: they are assigned, and the next hello gets them again.
            foreach (var (session, _) in sessions)
                session.PostAll(DispatchMessages.Assign(handed[session.Agent.AgentId]));

            // 4. Whoever took a full batch may have room for another.
            waiting =
            [
                .. sessions.Where(each => handed[each.Session.Agent.AgentId].Count() == options.Value.BatchSize).Select(each => each.Session),
                .. entitled.Others,
            ];
        }
    }

    // Where an entitlement limits an organization, what one of its agents ends makes room for the jobs of all.
    private async Task<List<AgentSession>> WithThoseWhoShareAsync(List<AgentSession> named, CancellationToken stopping)
    {
        var limited = new HashSet<Guid>();
        foreach (var organizationId in named.Select(session => session.Agent.OrganizationId).Distinct())
        {
            if ((await entitlements.OfAsync(organizationId, stopping)).ParallelJobs is not null)
                limited.Add(organizationId);
        }

        return limited.Count == 0
            ? named
            : [.. named.Union(agents.Sessions.Where(session => session.IsOpen && limited.Contains(session.Agent.OrganizationId)))];
    }

    private async Task<List<HandedAttempt>> ClaimAsync(List<EntitledSession> sessions, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        try
        {
            var handed = await claims.ClaimAsync(
                [.. sessions.Select(each => ClaimingSession.Of(each.Session, each.Entitlement))], options.Value.BatchSize, stopping);
            metrics.Claimed(handed.Count, time.GetElapsedTime(started));
            return handed;
        }
        finally
        {
            // Whoever wanted a turn meanwhile has queued its job and wakes us.
            foreach (var (session, _) in sessions)
            {
                session.QueueMarks.Swept();
                session.RoomTurn.Release();
            }
        }
    }
}
