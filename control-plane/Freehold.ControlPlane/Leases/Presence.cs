using System.Runtime.InteropServices;
using Freehold.ControlPlane.AgentStreams;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.ControlPlane.Leases;

/// <summary>What a stamp found.</summary>
/// <param name="ResumedAt">Since when the control plane is here without a pause; leases count from then at the earliest.</param>
/// <param name="Absence">How long no replica had stamped, when that was too long; negative when the database's clock went back.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PresenceStamp(DateTimeOffset ResumedAt, TimeSpan? Absence);

/// <summary>
/// The row that says that the control plane is here. Agents cannot renew their leases with a control plane, a database or a
/// clock that is not, so a pause of it makes every lease begin anew.
/// </summary>
internal sealed class Presence(NpgsqlDataSource database, IOptions<AgentStreamOptions> options)
{
    /// <summary>Says that this replica is alive, and finds out whether all of them together were away.</summary>
    /// <remarks>
    /// When the database's clock was set back, times that are in the future now are set to now: an agent could count as there
    /// until the clock comes by again, and a queued job wait for as long.
    /// </remarks>
    public async Task<PresenceStamp> StampAsync(CancellationToken cancellationToken)
    {
        // The clock, not now(): a transaction that waited for another replica's stamp began before that. Two clocks of one
        // server differ by less than a second, however its processes are scheduled.
        const string Sql = """
            with was as materialized (
              select alive_at, clock_timestamp() as at from control_plane_presence for no key update
            ),
            judged as materialized (
              select alive_at, at, at - alive_at > @absence as absent, at < alive_at - interval '1 second' as set_back from was
            ),
            sessions as (
              select agent_id from agent_sessions
              where (select set_back from judged) and last_heard_at > (select at from judged)
              order by agent_id
              for no key update
            ),
            heard as (
              update agent_sessions s
              set last_heard_at = at, connected_at = least(s.connected_at, at),
                  ended_at = case when s.ended_at is not null then least(s.ended_at, at) end
              from sessions, judged
              where s.agent_id = sessions.agent_id
            ),
            standing_by as (
              update agent_standbys s set last_heard_at = at, connected_at = least(s.connected_at, at)
              from judged
              where (select set_back from judged) and s.last_heard_at > at
            ),
            waiting as (
              select id from jobs
              where (select set_back from judged) and state = 'queued' and not_before > (select at from judged)
              order by id
              for no key update
            ),
            due as (
              update jobs set not_before = at from waiting, judged where jobs.id = waiting.id
            )
            update control_plane_presence p
            set alive_at = at, resumed_at = case when absent or set_back then at else resumed_at end
            from judged
            returning p.resumed_at, case when absent or set_back then at - judged.alive_at end
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("absence", options.Value.Absence));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return new(rows.GetFieldValue<DateTimeOffset>(0), rows.GetFieldValue<TimeSpan?>(1));
    }
}
