using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Replicas;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>The row that says where an agent's stream is and how the agent is.</summary>
internal sealed class SessionStore(NpgsqlDataSource database, ReplicaName replica, IOptions<AgentStreamOptions> options, TimeProvider time)
{
    /// <summary>
    /// Makes the session the agent's own, within a transaction that goes on to settle its inventory. Waits until claims for
    /// an older session have committed, and holds off new ones.
    /// </summary>
    /// <returns>Whether the agent's lease had run out, so that its jobs were unreachable until now.</returns>
    public async Task<bool> TakeOverAsync(NpgsqlConnection connection, AgentSession session, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select not {AgentStatus.HoldsLeaseSql} from agent_sessions s where s.agent_id = @agent for update of s;

            insert into agent_sessions as s (agent_id, session_id, control_plane_replica, replica_id, boot_id, agent_version, executor,
              kinds, max_concurrent, in_use, quota_workers, quota_tightest)
            values (@agent, @session, @control_plane, @replica, @boot, @version, @executor, @kinds, @max_concurrent, @in_use, @quota_workers, @quota_tightest)
            on conflict (agent_id) do update
            set session_id = excluded.session_id, control_plane_replica = excluded.control_plane_replica,
                replica_id = excluded.replica_id, boot_id = excluded.boot_id, agent_version = excluded.agent_version,
                executor = excluded.executor, kinds = excluded.kinds, max_concurrent = excluded.max_concurrent,
                in_use = excluded.in_use, quota_workers = excluded.quota_workers, quota_tightest = excluded.quota_tightest, outbox_depth = 0, outbox_age = null, conditions = '[]', connected_at = now(), last_heard_at = now(),
                ended_at = null, ending = null;

            update agents set refusal = null, refused_at = null where id = @agent and refusal is not null;

            delete from agent_standbys where agent_id = @agent and replica_id = @replica;
            """;

        await using var command = new NpgsqlCommand(Sql, connection);
        var hello = session.Hello;
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", session.Agent.AgentId));
        command.Parameters.Add(new NpgsqlParameter<Guid>("session", session.Id));
        command.Parameters.Add(new NpgsqlParameter<string>("control_plane", replica.Value));
        command.Parameters.Add(new NpgsqlParameter<string>("replica", hello.ReplicaId));
        command.Parameters.Add(new NpgsqlParameter<string>("boot", hello.BootId));
        command.Parameters.Add(new NpgsqlParameter<string>("version", hello.AgentVersion));
        command.Parameters.Add(new NpgsqlParameter<string>("executor", hello.Executor));
        command.Parameters.Add(Arrays.Of("kinds", hello.Capacity.Kinds, kind => kind));
        command.Parameters.Add(new NpgsqlParameter<int>("max_concurrent", (int)hello.Capacity.MaxConcurrent));
        command.Parameters.Add(new NpgsqlParameter<int>("in_use", (int)hello.Capacity.InUse));
        command.Parameters.Add(new NpgsqlParameter("quota_workers", NpgsqlTypes.NpgsqlDbType.Integer)
        {
            Value = hello.Capacity.HasQuotaWorkers ? (int)hello.Capacity.QuotaWorkers : DBNull.Value,
        });
        command.Parameters.Add(new NpgsqlParameter<string>("quota_tightest", hello.Capacity.QuotaTightest));
        command.Parameters.AddLease(options.Value);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Writes down what was heard of many agents: one statement for all.</summary>
    /// <returns>The sessions that are not their agent's own any more, or may not be: replaced, revoked, expired, removed.</returns>
    public async Task<Dictionary<Guid, RefusalReason>> RecordAsync(
        IReadOnlyCollection<(AgentSession Session, SessionReport Report)> heard, CancellationToken cancellationToken)
    {
        // Rows are locked in one order, so that two replicas that record the same agents do not block each other.
        const string Sql = """
            with heard as materialized (
              select h.*, s.session_id as current_session, t.revoked_at is not null as revoked, t.expires_at < now() as expired,
                     a.removed_at is not null as removed
              from unnest(@agents, @sessions, @tokens, @max, @used, @depths, @ages, @conditions, @quotas, @tightest)
                as h (agent_id, session_id, token_id, max_concurrent, in_use, outbox_depth, outbox_age, conditions, quota_workers, quota_tightest)
              join agent_sessions s on s.agent_id = h.agent_id
              join agents a on a.id = h.agent_id
              left join agent_tokens t on t.id = h.token_id
              order by s.agent_id
              for no key update of s
            ),
            recorded as (
              update agent_sessions s
              set last_heard_at = now(), max_concurrent = heard.max_concurrent, in_use = heard.in_use,
                  outbox_depth = heard.outbox_depth, outbox_age = heard.outbox_age, conditions = heard.conditions::jsonb, conditions_at = now(),
                  quota_workers = heard.quota_workers, quota_tightest = heard.quota_tightest
              from heard
              where s.agent_id = heard.agent_id and s.session_id = heard.session_id
            )
            select session_id,
                   case when removed then 'removed' when revoked then 'revoked' when expired then 'expired' else 'replaced' end
            from heard
            where removed or revoked or expired or current_session <> session_id
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(Arrays.Of("agents", heard, one => one.Session.Agent.AgentId));
        command.Parameters.Add(Arrays.Of("sessions", heard, one => one.Session.Id));
        command.Parameters.Add(Arrays.Of("tokens", heard, one => one.Session.Agent.TokenId));
        command.Parameters.Add(Arrays.Of("max", heard, one => (int)one.Report.MaxConcurrent));
        command.Parameters.Add(Arrays.Of("used", heard, one => (int)one.Report.InUse));
        command.Parameters.Add(Arrays.Of("depths", heard, one => (int)one.Report.OutboxDepth));
        command.Parameters.Add(Arrays.Of("ages", heard, one => one.Report.OutboxAge));
        command.Parameters.Add(Arrays.Of("quotas", heard, one => (int?)one.Report.QuotaWorkers));
        command.Parameters.Add(Arrays.Of("tightest", heard, one => one.Report.QuotaTightest));
        command.Parameters.Add(Arrays.Of("conditions", heard, one => ReportedCondition.Json(one.Report.Conditions, time)));

        var refused = new Dictionary<Guid, RefusalReason>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            refused.Add(rows.GetGuid(0), ReasonOf(rows.GetString(1)));

        return refused;
    }

    /// <summary>Writes down that a session is over. A newer session of the agent is left alone.</summary>
    public async Task EndAsync(Guid agentId, Guid sessionId, SessionEnding ending, CancellationToken cancellationToken)
    {
        const string Sql = """
            update agent_sessions set ended_at = now(), ending = @ending
            where agent_id = @agent and session_id = @session and ended_at is null
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", agentId));
        command.Parameters.Add(new NpgsqlParameter<Guid>("session", sessionId));
        command.Parameters.Add(new NpgsqlParameter<string>("ending", ending.Name()));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Why a session may not go on, from the word of a record.</summary>
    public static RefusalReason ReasonOf(string word) => word switch
    {
        "removed" => RefusalReason.AgentRemoved,
        "revoked" => RefusalReason.TokenRevoked,
        "expired" => RefusalReason.TokenExpired,
        _ => RefusalReason.SessionReplaced,
    };
}
