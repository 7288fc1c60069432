using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.AgentStreams;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.ControlPlane.Leases;

/// <summary>Finds agents whose lease ran out, and what depends on them.</summary>
internal sealed class LeaseStore(NpgsqlDataSource database, IOptions<AgentStreamOptions> options)
{
    /// <summary>Advisory lock of the replica that sweeps. Any number, the same in all versions: "fh-sweep" in ASCII.</summary>
    public const long SweepKey = 0x66682d7377656570;

    private const string HasRunOutSql = $"({AgentStatus.LeaseEndSql} + @margin < now())";

    /// <summary>Whether no other replica sweeps at this moment; holds for the transaction.</summary>
    public static async Task<bool> TryBeTheOneAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select pg_try_advisory_xact_lock({SweepKey})", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>
    /// Attempts about which something is to be done because their agent's lease ran out, agent by agent. Their agents' sessions
    /// are locked, so that none is heard or says hello meanwhile; one that is just being heard is left out.
    /// </summary>
    public async Task<List<CutOffAttempt>> TakeDueAsync(NpgsqlConnection connection, int atMost, CancellationToken cancellationToken)
    {
        // 1. From the sessions to their attempts: agents are some thousands, and their attempts have an index.
        // 2. Only with the lock is it sure that the agent was not heard just now: then its row does not match any more.
        const string Sql = $"""
            with due as materialized (
              select s.agent_id, a.job_id, a.number, j.on_partition,
                     coalesce(coalesce(a.started_at, a.confirmed_at) + j.time_limit + @margin < now(), false) as out_of_time
              from agent_sessions s
              join attempts a on a.agent_id = s.agent_id and a.state <> 'ended'
              join jobs j on j.id = a.job_id
              where {HasRunOutSql}
                and (a.state = 'assigned' or j.cancel_asked_at is not null or j.on_partition = 'rerun'
                     or coalesce(a.started_at, a.confirmed_at) + j.time_limit + @margin < now())
              order by s.agent_id, a.job_id
              limit @at_most
            ),
            held as materialized (
              select s.agent_id
              from agent_sessions s
              where s.agent_id in (select agent_id from due) and {HasRunOutSql}
              order by s.agent_id
              for no key update skip locked
            )
            select job_id, number, agent_id, on_partition, out_of_time
            from due
            where agent_id in (select agent_id from held)
            """;

        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.AddLease(options.Value);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("margin", options.Value.LeaseMargin));
        command.Parameters.Add(new NpgsqlParameter<int>("at_most", atMost));

        var due = new List<CutOffAttempt>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            due.Add(new(new(rows.GetGuid(0), rows.GetInt32(1)), rows.GetGuid(2), rows.GetString(3), rows.GetBoolean(4)));
        return due;
    }

    /// <summary>
    /// Takes these agents' sessions away from streams that nobody saw end: should one be alive after all, it is told that it
    /// was replaced, and its next hello learns what became of its attempts.
    /// </summary>
    public static async Task CloseSessionsAsync(NpgsqlConnection connection, Guid[] agentIds, CancellationToken cancellationToken)
    {
        const string Sql = """
            update agent_sessions
            set session_id = gen_random_uuid(), ended_at = now(), ending = @ending
            where agent_id = any (@agents) and ended_at is null
            """;

        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("agents", agentIds));
        command.Parameters.Add(new NpgsqlParameter<string>("ending", AgentStatus.NobodySaw));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Strikes off standbys that nobody saw leave: the replica of the control plane that had them did not live to say so.</summary>
    public async Task ForgetStandbysAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            delete from agent_standbys
            where last_heard_at < now() - @lease and (select resumed_at from control_plane_presence) < now() - @lease
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("lease", options.Value.Lease));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Of these jobs, those that became unreachable within the time before now.</summary>
    public async Task<List<Guid>> JustCutOffAsync(IReadOnlyCollection<Guid> jobIds, TimeSpan within, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select j.id
            from jobs j
            join agent_sessions s on s.agent_id = j.agent_id
            where j.id = any (@jobs) and j.state in ('assigned', 'waiting', 'running')
              and not {AgentStatus.HoldsLeaseSql} and {AgentStatus.LeaseEndSql} > now() - @within
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.AddLease(options.Value);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("within", within));
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("jobs", [.. jobIds]));

        var jobs = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            jobs.Add(rows.GetGuid(0));
        return jobs;
    }
}
