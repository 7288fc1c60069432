using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.ControlPlane.Submission;

/// <summary>An agent that a document names.</summary>
/// <param name="Kinds">What it can run; null for one that never connected.</param>
/// <param name="Status">One of <see cref="AgentStatus"/>.</param>
internal sealed record TargetAgent(Guid Id, string Label, IReadOnlyList<string>? Kinds, string Status);

/// <summary>A project, and those agents of its organization that were asked for, by label.</summary>
internal sealed record Targets(Guid ProjectId, IReadOnlyDictionary<string, TargetAgent> Agents);

/// <summary>Looks up at once all that the documents of a request name.</summary>
internal sealed class SubmissionTargets(NpgsqlDataSource database, IOptions<AgentStreamOptions> streams)
{
    /// <returns>Null when the organization has no such project.</returns>
    public async Task<Targets?> FindAsync(
        Guid organizationId, string project, IReadOnlyCollection<string> labels, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select p.id, a.id, a.label, s.kinds, s.agent_id is not null, {AgentStatus.WordSql}
            from projects p
            left join agents a on a.organization_id = p.organization_id and a.label = any (@labels) and a.removed_at is null
            left join agent_sessions s on s.agent_id = a.id
            where p.organization_id = @organization and p.slug = @project
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid>("organization", organizationId));
        command.Parameters.Add(new NpgsqlParameter<string>("project", project));
        command.Parameters.Add(Arrays.Of("labels", labels, label => label));
        command.Parameters.AddStatus(streams.Value);

        Guid? projectId = null;
        var agents = new Dictionary<string, TargetAgent>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            projectId = rows.GetGuid(0);
            if (!rows.IsDBNull(1))
                agents.Add(rows.GetString(2), Read(rows));
        }

        return projectId is { } id ? new(id, agents) : null;
    }

    private static TargetAgent Read(NpgsqlDataReader row) =>
        row.GetBoolean(4)
            ? new(row.GetGuid(1), row.GetString(2), row.GetFieldValue<string[]>(3), row.GetString(5))
            : new(row.GetGuid(1), row.GetString(2), null, AgentStatus.NeverConnected);
}
