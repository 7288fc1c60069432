using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Replicas;
using Freehold.Protocol.V1;
using Npgsql;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>The rows that say which replicas of agents stand by, and where their streams are.</summary>
internal sealed class StandbyStore(NpgsqlDataSource database, ReplicaName replica)
{
    /// <summary>Writes a standby down; an older stream of the same replica is none any more.</summary>
    public async Task AddAsync(AgentSession session, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into agent_standbys (agent_id, replica_id, session_id, control_plane_replica, agent_version)
            values (@agent, @replica, @session, @control_plane, @version)
            on conflict (agent_id, replica_id) do update
            set session_id = excluded.session_id, control_plane_replica = excluded.control_plane_replica,
                agent_version = excluded.agent_version, connected_at = now(), last_heard_at = now()
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", session.Agent.AgentId));
        command.Parameters.Add(new NpgsqlParameter<string>("replica", session.Hello.ReplicaId));
        command.Parameters.Add(new NpgsqlParameter<Guid>("session", session.Id));
        command.Parameters.Add(new NpgsqlParameter<string>("control_plane", replica.Value));
        command.Parameters.Add(new NpgsqlParameter<string>("version", session.Hello.AgentVersion));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Writes down that standbys were heard: one statement for all.</summary>
    /// <returns>The sessions that may not go on: replaced, or of an agent whose token was revoked, has expired, or that was removed.</returns>
    public async Task<Dictionary<Guid, RefusalReason>> RecordAsync(IReadOnlyCollection<AgentSession> heard, CancellationToken cancellationToken)
    {
        const string Sql = """
            with heard as materialized (
              select h.*, t.revoked_at is not null as revoked, t.expires_at < now() as expired, a.removed_at is not null as removed
              from unnest(@agents, @replicas, @sessions, @tokens) as h (agent_id, replica_id, session_id, token_id)
              join agents a on a.id = h.agent_id
              left join agent_tokens t on t.id = h.token_id
            ),
            standing as materialized (
              select s.agent_id, s.replica_id, s.session_id
              from agent_standbys s
              join heard on heard.agent_id = s.agent_id and heard.replica_id = s.replica_id and heard.session_id = s.session_id
              order by s.agent_id, s.replica_id
              for no key update of s
            ),
            recorded as (
              update agent_standbys s set last_heard_at = now()
              from standing
              where s.agent_id = standing.agent_id and s.replica_id = standing.replica_id
            )
            select session_id,
                   case when removed then 'removed' when revoked then 'revoked' when expired then 'expired' else 'replaced' end
            from heard
            where removed or revoked or expired or session_id not in (select session_id from standing)
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(Arrays.Of("agents", heard, session => session.Agent.AgentId));
        command.Parameters.Add(Arrays.Of("replicas", heard, session => session.Hello.ReplicaId));
        command.Parameters.Add(Arrays.Of("sessions", heard, session => session.Id));
        command.Parameters.Add(Arrays.Of("tokens", heard, session => session.Agent.TokenId));

        var refused = new Dictionary<Guid, RefusalReason>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            refused.Add(rows.GetGuid(0), SessionStore.ReasonOf(rows.GetString(1)));
        return refused;
    }

    /// <summary>Strikes a standby off. A newer stream of the same replica is left alone.</summary>
    public async Task EndAsync(AgentSession session, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from agent_standbys where session_id = @session and agent_id = @agent");
        command.Parameters.Add(new NpgsqlParameter<Guid>("session", session.Id));
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", session.Agent.AgentId));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
