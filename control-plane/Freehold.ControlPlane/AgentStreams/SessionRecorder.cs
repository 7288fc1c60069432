using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Health;
using Freehold.Hosting.Watchdogs;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>
/// Writes down every second or so which agents were heard and what they said of themselves, all in one statement, and ends
/// the sessions that turn out not to be allowed any more.
/// </summary>
internal sealed class SessionRecorder(
    ConnectedAgents agents,
    SessionStore store,
    StandbyStore standbys,
    IOptions<AgentStreamOptions> options,
    LoopWatchdogs watchdogs,
    TimeProvider time,
    ILogger<SessionRecorder> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watch = watchdogs.Watch(ControlPlaneLoops.Sessions);
        using var ticks = new PeriodicTimer(options.Value.Record, time);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                watch.WentRound();
                await RecordAsync(stoppingToken);
                watch.Waits();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The way it ends.
        }
    }

    private async Task RecordAsync(CancellationToken cancellationToken)
    {
        var checkAll = agents.TakeCheckAll();
        var heard = Heard(agents.Sessions, checkAll);
        var standing = Heard(agents.Standbys, checkAll);
        try
        {
            if (heard.Count > 0)
                End(heard, await store.RecordAsync(heard, cancellationToken));
            if (standing.Count > 0)
                End(standing, await standbys.RecordAsync([.. standing.Select(one => one.Session)], cancellationToken));
        }
        catch (Exception e) when (DatabaseOutage.IsCauseOf(e))
        {
            // Heard again before long; until then the row is a little old.
            log.NotRecorded(e.GetType().Name);
        }
    }

    private static List<(AgentSession Session, SessionReport Report)> Heard(IEnumerable<AgentSession> sessions, bool checkAll)
    {
        var heard = new List<(AgentSession Session, SessionReport Report)>();
        foreach (var session in sessions)
        {
            // Before its welcome the session is not in the database, or not yet in the agent's name.
            if (session.IsOpen && session.TryTakeReport(out var report) | checkAll)
                heard.Add((session, report));
        }

        return heard;
    }

    private static void End(List<(AgentSession Session, SessionReport Report)> heard, Dictionary<Guid, RefusalReason> refused)
    {
        foreach (var (session, _) in heard)
        {
            if (refused.TryGetValue(session.Id, out var reason))
                session.End(reason is RefusalReason.SessionReplaced ? SessionEnding.Replaced : SessionEnding.Refused, reason);
        }
    }
}
