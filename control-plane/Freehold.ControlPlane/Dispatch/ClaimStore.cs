using System.Runtime.InteropServices;
using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Jobs;
using Npgsql;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>An agent's session that may take jobs.</summary>
/// <param name="MaxConcurrent">Attempts that the agent will have at the same time.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ClaimingSession(Guid AgentId, Guid SessionId, int MaxConcurrent);

/// <summary>Hands queued jobs to sessions, in the database.</summary>
internal sealed class ClaimStore(NpgsqlDataSource database)
{
    private const string HandedColumns = """
        a.agent_id, a.job_id, a.number, a.command_id, j.document, j.document_digest, j.time_limit, j.traceparent, j.correlation_id,
        j.on_partition
        """;

    /// <summary>
    /// Makes an attempt of each queued job that an agent has room for: highest priority first, then oldest first. Room is
    /// what the agent takes, less its attempts that have not ended: derived anew each time, so it cannot drift.
    /// </summary>
    /// <remarks>
    /// Several control planes may call it at once: rows that another one holds are skipped, never waited for, so that no
    /// attempt is made twice. A session that is no longer the agent's own gets nothing: its row is locked against a new
    /// hello until this commits, so that a hello sees all that older sessions were given.
    /// </remarks>
    /// <param name="atMost">For each agent.</param>
    public async Task<List<HandedAttempt>> ClaimAsync(
        IReadOnlyCollection<ClaimingSession> sessions, int atMost, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            with live as materialized (
              select s.agent_id, asking.max_concurrent
              from unnest(@agents, @sessions, @max) as asking (agent_id, session_id, max_concurrent)
              join agent_sessions s on s.agent_id = asking.agent_id and s.session_id = asking.session_id and s.ended_at is null
              order by s.agent_id
              for key share of s
            ),
            room as materialized (
              select agent_id, least(@at_most, max_concurrent - (
                select count(*) from attempts a where a.agent_id = live.agent_id and a.state <> 'ended')) as free
              from live
            ),
            next as materialized (
              select queued.id
              from room
              cross join lateral (
                select id
                from jobs
                where agent_id = room.agent_id and state = 'queued' and not_before <= now()
                order by priority desc, id
                limit greatest(room.free, 0)
                for no key update skip locked
              ) as queued
            ),
            j as (
              update jobs
              set state = 'assigned', attempt = attempt + 1, waiting_reason = null
              from next
              where jobs.id = next.id
              returning jobs.*
            ),
            a as (
              insert into attempts (job_id, number, agent_id, command_id)
              select id, attempt, agent_id, gen_random_uuid() from j
              returning *
            )
            select {HandedColumns}
            from a
            join j on j.id = a.job_id
            order by j.priority desc, j.id
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(Arrays.Of("agents", sessions, session => session.AgentId));
        command.Parameters.Add(Arrays.Of("sessions", sessions, session => session.SessionId));
        command.Parameters.Add(Arrays.Of("max", sessions, session => session.MaxConcurrent));
        command.Parameters.Add(new NpgsqlParameter<int>("at_most", atMost));
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>What was handed out with these attempts, to hand it out again.</summary>
    public static async Task<List<HandedAttempt>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyCollection<AttemptKey> keys, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select {HandedColumns}
            from unnest(@jobs, @numbers) as named (job_id, number)
            join attempts a on a.job_id = named.job_id and a.number = named.number
            join jobs j on j.id = a.job_id
            order by j.priority desc, j.id
            """;

        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(Arrays.Of("jobs", keys, key => key.JobId));
        command.Parameters.Add(Arrays.Of("numbers", keys, key => key.Number));
        return await ReadAsync(command, cancellationToken);
    }

    private static async Task<List<HandedAttempt>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var handed = new List<HandedAttempt>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            handed.Add(new(
                AgentId: rows.GetGuid(0),
                JobId: rows.GetGuid(1),
                Number: rows.GetInt32(2),
                CommandId: rows.GetGuid(3),
                Document: rows.GetString(4),
                DocumentDigest: rows.GetString(5),
                TimeLimit: rows.IsDBNull(6) ? null : rows.GetFieldValue<TimeSpan>(6),
                Traceparent: rows.IsDBNull(7) ? null : rows.GetString(7),
                CorrelationId: rows.GetString(8),
                OnPartition: rows.GetString(9)));
        }

        return handed;
    }
}
