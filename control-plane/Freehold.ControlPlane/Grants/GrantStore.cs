using Freehold.ControlPlane.Database;
using Freehold.Protocol.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Npgsql;
using NpgsqlTypes;

namespace Freehold.ControlPlane.Grants;

/// <summary>Grants in the database.</summary>
internal sealed class GrantStore(NpgsqlDataSource database)
{
    /// <summary>How long an agent has to answer. After that nobody waits for it any more, and it is not asked again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // One place decides what state is shown; the stored one does not know the time.
    private const string ViewSql = """
        select g.id, a.label, g.access, g.prefix,
               case when g.state = 'requested' and g.requested_at < now() - @patience then 'expired'
                    when g.state = 'issued' and g.expires_at <= now() then 'expired' else g.state end,
               g.requested_by, g.requested_at, g.answered_at, g.expires_at, g.refusal,
               case when g.expires_at > now() then g.sealed end
        from grants g join agents a on a.id = g.agent_id
        """;

    /// <summary>Stores a request.</summary>
    /// <returns>The agent's id; null when the organization has no agent of this label.</returns>
    public async Task<Guid?> AddAsync(
        Guid id, Guid organizationId, Guid projectId, NewGrant asked, TimeSpan lifetime, byte[] recipientKey, string requestedBy,
        CancellationToken cancellationToken)
    {
        const string Sql = """
            with wiped as (
              update grants set sealed = null where sealed is not null and expires_at <= now()
            )
            insert into grants (id, project_id, agent_id, access, prefix, lifetime, recipient_key, requested_by)
            select @id, @project, a.id, @access, @prefix, @lifetime, @key, @by
            from agents a where a.organization_id = @organization and a.label = @agent and a.removed_at is null
            returning agent_id
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid>("id", id));
        command.Parameters.Add(new NpgsqlParameter<Guid>("organization", organizationId));
        command.Parameters.Add(new NpgsqlParameter<Guid>("project", projectId));
        command.Parameters.Add(new NpgsqlParameter<string>("agent", asked.Agent));
        command.Parameters.Add(new NpgsqlParameter<string>("access", asked.Access));
        command.Parameters.Add(new NpgsqlParameter<string>("prefix", asked.Prefix));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("lifetime", lifetime));
        command.Parameters.Add(new NpgsqlParameter<byte[]>("key", recipientKey));
        command.Parameters.Add(new NpgsqlParameter<string>("by", requestedBy));
        return await command.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    /// <summary>One grant of a project; null when there is none.</summary>
    public async Task<GrantView?> FindAsync(Guid projectId, Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{ViewSql} where g.project_id = @project and g.id = @id");
        command.Parameters.Add(new NpgsqlParameter<Guid>("id", id));
        return (await ReadAsync(command, projectId, cancellationToken)).FirstOrDefault();
    }

    /// <summary>Grants of a project, newest first.</summary>
    /// <param name="before">Only those older than this one.</param>
    public Task<List<GrantView>> ListAsync(Guid projectId, Guid? before, int most, CancellationToken cancellationToken)
    {
        var command = database.CreateCommand(
            $"{ViewSql} where g.project_id = @project and (@before is null or g.id < @before) order by g.id desc limit @most");
        command.Parameters.Add(new NpgsqlParameter("before", NpgsqlDbType.Uuid) { Value = before as object ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter<int>("most", most));
        return ReadAsync(command, projectId, cancellationToken);
    }

    /// <summary>What these agents have not answered and still may.</summary>
    public async Task<ILookup<Guid, GrantRequest>> ToAskAsync(Guid[] agentIds, CancellationToken cancellationToken)
    {
        const string Sql = """
            select agent_id, id, access, prefix, lifetime, recipient_key, requested_by
            from grants
            where agent_id = any (@agents) and state = 'requested' and requested_at > now() - @patience
            order by id limit 1000
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("agents", agentIds));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("patience", Patience));
        var asked = new List<(Guid AgentId, GrantRequest Request)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            asked.Add((rows.GetGuid(0), new GrantRequest
            {
                GrantId = rows.GetGuid(1).ToString("D"),
                Access = rows.GetString(2) is "read" ? GrantAccess.Read : GrantAccess.Write,
                Prefix = rows.GetString(3),
                Lifetime = Duration.FromTimeSpan(rows.GetTimeSpan(4)),
                RecipientKey = ByteString.CopyFrom(rows.GetFieldValue<byte[]>(5)),
                RequestedBy = rows.GetString(6),
            }));
        }

        return asked.ToLookup(one => one.AgentId, one => one.Request);
    }

    /// <summary>Stores an agent's answer. The first one stays.</summary>
    /// <returns>Whether it was one that the agent was asked for and had not answered.</returns>
    public async Task<bool> AnswerAsync(
        Guid agentId, Guid id, byte[]? box, DateTimeOffset? expiresAt, string? refusal, CancellationToken cancellationToken)
    {
        const string Sql = """
            update grants
            set state = case when @sealed is null then 'refused' else 'issued' end,
                sealed = @sealed, expires_at = @expires, refusal = @refusal, answered_at = now()
            where id = @id and agent_id = @agent and state = 'requested'
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid>("id", id));
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", agentId));
        command.Parameters.Add(new NpgsqlParameter("sealed", NpgsqlDbType.Bytea) { Value = box as object ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter("expires", NpgsqlDbType.TimestampTz) { Value = expiresAt as object ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter("refusal", NpgsqlDbType.Text) { Value = refusal as object ?? DBNull.Value });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static async Task<List<GrantView>> ReadAsync(NpgsqlCommand command, Guid projectId, CancellationToken cancellationToken)
    {
        await using var owned = command;
        command.Parameters.Add(new NpgsqlParameter<Guid>("project", projectId));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("patience", Patience));
        var grants = new List<GrantView>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            grants.Add(new(
                rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetString(5),
                rows.GetFieldValue<DateTimeOffset>(6),
                rows.IsDBNull(7) ? null : rows.GetFieldValue<DateTimeOffset>(7),
                rows.IsDBNull(8) ? null : rows.GetFieldValue<DateTimeOffset>(8),
                rows.TextOrNull(9) is { } refusal ? GrantRefusals.View(refusal) : null,
                rows.IsDBNull(10) ? null : Convert.ToBase64String(rows.GetFieldValue<byte[]>(10))));
        }

        return grants;
    }
}
