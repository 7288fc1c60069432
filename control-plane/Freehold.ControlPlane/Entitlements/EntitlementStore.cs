using Freehold.ControlPlane.AgentStreams;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.ControlPlane.Entitlements;

/// <summary>An entitlement as it was delivered.</summary>
/// <param name="Organization">Slug of the organization.</param>
/// <param name="Document">The signed bytes; null when there is none.</param>
internal sealed record StoredEntitlement(string Organization, byte[]? Document, byte[]? Signature);

/// <summary>What of an entitlement is in use.</summary>
/// <param name="Agents">Agents that were added and not removed.</param>
/// <param name="Replicas">Replicas that these were installed with.</param>
/// <param name="ParallelJobs">Attempts that have been handed out and have not ended.</param>
public sealed record EntitlementUsage(int Agents, int Replicas, int ParallelJobs);

/// <summary>Keeps entitlements, signature and all: who changes them here is found out by whoever reads them.</summary>
internal sealed class EntitlementStore(NpgsqlDataSource database, IOptions<AgentStreamOptions> streams)
{
    /// <returns>Null when there is no such organization.</returns>
    public async Task<StoredEntitlement?> FindAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select o.slug, e.document, e.signature from organizations o left join entitlements e on e.organization_id = o.id where o.id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
            return null;
        return new(row.GetString(0), await row.IsDBNullAsync(1, cancellationToken) ? null : row.GetFieldValue<byte[]>(1),
            await row.IsDBNullAsync(2, cancellationToken) ? null : row.GetFieldValue<byte[]>(2));
    }

    /// <summary>Puts an entitlement in the place of the one before.</summary>
    public async Task PutAsync(Guid organizationId, byte[] document, byte[] signature, string installedBy, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into entitlements (organization_id, document, signature, installed_by) values ($1, $2, $3, $4)
            on conflict (organization_id) do update
            set document = excluded.document, signature = excluded.signature, installed_by = excluded.installed_by, installed_at = now()
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = document });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = signature });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = installedBy });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>Null when there is no such organization.</returns>
    public async Task<Guid?> OrganizationAsync(string slug, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select id from organizations where slug = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
        return await command.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    /// <summary>Replicas of the organization that have a stream, leaders and standbys, but this one.</summary>
    public async Task<int> OtherReplicasAsync(Guid organizationId, Guid agentId, string replicaId, CancellationToken cancellationToken)
    {
        const string Sql = """
            select count(*)::int
            from (
              select s.agent_id, s.replica_id from agent_sessions s where s.ended_at is null and s.last_heard_at > now() - @silence
              union
              select s.agent_id, s.replica_id from agent_standbys s where s.last_heard_at > now() - @silence
            ) as replica
            join agents a on a.id = replica.agent_id
            where a.organization_id = @organization and (replica.agent_id, replica.replica_id) <> (@agent, @replica)
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("silence", streams.Value.Silence));
        command.Parameters.Add(new NpgsqlParameter<Guid>("organization", organizationId));
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", agentId));
        command.Parameters.Add(new NpgsqlParameter<string>("replica", replicaId));
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<EntitlementUsage> UsageAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        const string Sql = """
            select count(*)::int, coalesce(sum(replicas), 0)::int,
                   (select count(*)::int from attempts t join agents a on a.id = t.agent_id where a.organization_id = $1 and t.state <> 'ended')
            from agents
            where organization_id = $1 and removed_at is null
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2));
    }
}
