using Freehold.ControlPlane.Agents.Installing;
using Freehold.ControlPlane.Identity;
using Npgsql;

namespace Freehold.ControlPlane.Agents;

/// <summary>Adds and removes agents and their tokens.</summary>
internal sealed class AgentStore(NpgsqlDataSource database, AgentTokenIssuer issuer)
{
    /// <returns>The agent's id and first token; null when the label is in use, or was by an agent that has been removed.</returns>
    public async Task<(Guid AgentId, IssuedAgentToken Token)?> AddAsync(
        Guid organizationId, string label, AgentSize size, string createdBy, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into agents (id, organization_id, label, created_by, replicas, size) values ($1, $2, $3, $4, $5, $6)
            on conflict (organization_id, label) do nothing
            """;

        var id = Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = label });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = createdBy });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = size.Replicas });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = size.Size });
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
            return null;

        var token = await issuer.IssueAsync(connection, id, organizationId, label, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (id, token);
    }

    /// <summary>Makes another token; those that are there stay good, so that an agent can be moved to it without a gap.</summary>
    /// <returns>Null when the organization has no agent of this label.</returns>
    public async Task<(Guid AgentId, AgentSize Size, IssuedAgentToken Token)?> AddTokenAsync(
        Guid organizationId, string label, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(connection, organizationId, label, cancellationToken) is not var (agentId, size))
            return null;

        var token = await issuer.IssueAsync(connection, agentId, organizationId, label, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (agentId, size, token);
    }

    /// <summary>Revokes one token. Revoking it again changes nothing.</summary>
    /// <returns>The agent's id; null when there is no such token.</returns>
    public async Task<Guid?> RevokeTokenAsync(Guid organizationId, string label, Guid tokenId, CancellationToken cancellationToken)
    {
        const string Sql = """
            update agent_tokens t
            set revoked_at = coalesce(t.revoked_at, now())
            from agents a
            where t.id = $3 and t.agent_id = a.id and a.organization_id = $1 and a.label = $2 and a.removed_at is null
            returning a.id
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = label });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tokenId });
        return await command.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    /// <summary>
    /// Removes an agent: its tokens are revoked, its unfinished jobs are cancelled, since nobody could end them any more.
    /// </summary>
    /// <returns>The agent's id and the jobs that were cancelled; null when there is no such agent.</returns>
    public async Task<(Guid AgentId, IReadOnlyList<Guid> Cancelled)?> RemoveAsync(
        Guid organizationId, string label, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(connection, organizationId, label, cancellationToken) is not var (agentId, _))
            return null;

        const string Sql = """
            with removed as (
              update agents set removed_at = now() where id = $1
            ), revoked as (
              update agent_tokens set revoked_at = coalesce(revoked_at, now()) where agent_id = $1
            ), ended as (
              update attempts set state = 'ended', outcome = 'withdrawn', ended_at = now() where agent_id = $1 and state <> 'ended'
            )
            update jobs
            set state = 'cancelled', cancel_asked_at = coalesce(cancel_asked_at, now()), finished_at = now()
            where agent_id = $1 and state in ('queued', 'assigned', 'waiting', 'running')
            returning id
            """;
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = agentId });

        var cancelled = new List<Guid>();
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
                cancelled.Add(rows.GetGuid(0));
        }

        await transaction.CommitAsync(cancellationToken);
        return (agentId, cancelled);
    }

    private static async Task<(Guid AgentId, AgentSize Size)?> LockAsync(
        NpgsqlConnection connection, Guid organizationId, string label, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select id, replicas, size from agents where organization_id = $1 and label = $2 and removed_at is null for update", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = label });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetGuid(0), new(row.GetInt32(1), row.GetString(2))) : null;
    }
}
