using Freehold.ControlPlane.Agents.Installing;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.ControlPlane.Agents;

/// <summary>Agents as people see them.</summary>
internal sealed class AgentQueries(
    NpgsqlDataSource database, AgentFindingStore findings, AgentInstallationWriter installation, IOptions<AgentStreamOptions> streams)
{
    private const string Select = $"""
        select a.id, a.label, a.created_at, a.created_by, a.refusal, a.refused_at, s.agent_id is not null,
               {AgentStatus.WordSql}, s.agent_version, s.executor, s.replica_id, s.kinds, s.max_concurrent, s.in_use,
               s.outbox_depth, s.outbox_age, s.connected_at, s.last_heard_at, {AgentStatus.SinceSql}, s.ending, s.conditions, s.conditions_at,
               a.replicas, a.size, s.quota_workers, s.quota_tightest
        from agents a
        left join agent_sessions s on s.agent_id = a.id
        """;

    /// <summary>By label; removed ones are left out.</summary>
    public async Task<List<AgentView>> ListAsync(Guid organizationId, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"{Select} where a.organization_id = @organization and a.removed_at is null and a.label > @after order by a.label limit @limit");
        command.Parameters.Add(new NpgsqlParameter<Guid>("organization", organizationId));
        command.Parameters.Add(new NpgsqlParameter<string>("after", after ?? ""));
        command.Parameters.Add(new NpgsqlParameter<int>("limit", limit));
        command.Parameters.AddStatus(streams.Value);

        var agents = new List<AgentView>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            agents.Add(Read(rows));
        return agents;
    }

    /// <summary>One with its tokens; null when the organization has none of this label.</summary>
    public async Task<AgentView?> FindAsync(Guid organizationId, string label, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"{Select} where a.organization_id = @organization and a.removed_at is null and a.label = @label");
        command.Parameters.Add(new NpgsqlParameter<Guid>("organization", organizationId));
        command.Parameters.Add(new NpgsqlParameter<string>("label", label));
        command.Parameters.AddStatus(streams.Value);

        AgentView? agent = null;
        AgentSize? size = null;
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (await rows.ReadAsync(cancellationToken))
                (agent, size) = (Read(rows), new(rows.GetInt32(22), rows.GetString(23)));
        }

        return agent is null || size is null
            ? null
            : agent with
            {
                Helm = installation.WriteHelm(label, size),
                Tokens = await TokensAsync(agent.Id, cancellationToken),
                Replicas = await ReplicasAsync(agent.Id, cancellationToken),
                Findings = await findings.OfAgentAsync(agent.Id, cancellationToken),
            };
    }

    /// <summary>Labels of all agents, for "did you mean".</summary>
    public async Task<IReadOnlyList<string>> LabelsAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select coalesce(array_agg(label), '{}') from agents where organization_id = $1 and removed_at is null");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organizationId });
        return (string[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<IReadOnlyList<AgentReplicaView>> ReplicasAsync(Guid agentId, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select s.replica_id, 'leader', s.agent_version, s.connected_at, s.last_heard_at
            from agent_sessions s
            where s.agent_id = @agent and {AgentStatus.IsConnectedSql}
            union all
            (select replica_id, 'standby', agent_version, connected_at, last_heard_at
             from agent_standbys
             where agent_id = @agent and last_heard_at > now() - @silence
             order by replica_id)
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", agentId));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("silence", streams.Value.Silence));

        var replicas = new List<AgentReplicaView>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            replicas.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetFieldValue<DateTimeOffset>(3),
                rows.GetFieldValue<DateTimeOffset>(4)));
        }

        return replicas;
    }

    private async Task<IReadOnlyList<AgentTokenView>> TokensAsync(Guid agentId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select id, issued_at, expires_at, revoked_at from agent_tokens where agent_id = $1 order by id desc limit 100");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = agentId });

        var tokens = new List<AgentTokenView>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            tokens.Add(new(rows.GetGuid(0), rows.GetFieldValue<DateTimeOffset>(1), rows.GetFieldValue<DateTimeOffset>(2),
                rows.GetFieldValue<DateTimeOffset?>(3)));
        }

        return tokens;
    }

    private static AgentView Read(NpgsqlDataReader row)
    {
        var agent = new AgentView
        {
            Id = row.GetGuid(0),
            Label = row.GetString(1),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(2),
            CreatedBy = row.GetString(3),
            Status = AgentStatus.NeverConnected,
            Refusal = ReadRefusal(row),
        };
        if (!row.GetBoolean(6))
            return agent;

        return agent with
        {
            Status = row.GetString(7),
            Since = row.GetFieldValue<DateTimeOffset>(18),
            Ending = row.GetString(7) == AgentStatus.Connected ? null : row.TextOrNull(19) ?? AgentStatus.NobodySaw,
            Version = row.GetString(8),
            Executor = row.GetString(9),
            ReplicaId = row.GetString(10),
            Kinds = row.GetFieldValue<string[]>(11),
            MaxConcurrent = row.GetInt32(12),
            InUse = row.GetInt32(13),
            QuotaWorkers = row.GetFieldValue<int?>(24),
            QuotaTightest = row.GetString(25) is { Length: > 0 } tightest ? tightest : null,
            Outbox = new(row.GetInt32(14), row.GetFieldValue<TimeSpan?>(15)?.TotalSeconds),
            ConnectedAt = row.GetFieldValue<DateTimeOffset>(16),
            LastHeardAt = row.GetFieldValue<DateTimeOffset>(17),
            // What one that is gone said of itself long ago says nothing of today.
            Conditions = row.GetString(7) == AgentStatus.Disconnected
                ? null
                : AgentConditionRow.Read(row.GetString(20), row.GetFieldValue<DateTimeOffset>(21)),
        };
    }

    private static AgentRefusalView? ReadRefusal(NpgsqlDataReader row)
    {
        if (row.IsDBNull(4))
            return null;

        var refusedAt = row.GetFieldValue<DateTimeOffset>(5);
        if (row.GetFieldValue<DateTimeOffset?>(16) is { } connectedAt && connectedAt > refusedAt)
            return null;

        var (sentence, remedy) = RefusalTexts.Describe(row.GetString(4));
        return new(row.GetString(4), sentence, remedy, refusedAt);
    }
}
