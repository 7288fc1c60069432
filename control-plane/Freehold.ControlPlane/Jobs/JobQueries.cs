using System.Text;
using System.Text.Json;
using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Checks;
using Freehold.ControlPlane.Database;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Freehold.ControlPlane.Jobs;

/// <summary>Jobs as people see them.</summary>
internal sealed class JobQueries(NpgsqlDataSource database, IOptions<AgentStreamOptions> streams)
{
    private const string Unreachable = $"(j.state in ('assigned', 'waiting', 'running') and {AgentStatus.HoldsLeaseSql} is not true)";

    // Derived, never written: the moment its agent is heard again the job is what it was.
    private const string ShownState = $"case when {Unreachable} then '{UnreachableTexts.State}' else j.state end";

    private const string Columns = $"""
        j.id, j.kind, j.name, a.label, {ShownState}, j.waiting_reason, j.priority, j.retries, j.attempt, j.submitted_at,
        j.submitted_by, j.cancel_asked_at, j.started_at, j.finished_at, j.progress, j.failure, j.manifest_uri, j.manifest_digest,
        j.correlation_id, j.labels, j.retry_of, case when {Unreachable} then {AgentStatus.LeaseEndSql} end, s.last_heard_at, j.on_partition,
        j.time_limit is not null
        """;

    // What a profile discloses is part of the event of its end and nowhere else.
    private const string Profile = """
        case when j.kind = 'profile' then
            (select e.body ->> 'profile' from events e where e.job_id = j.id and e.kind = 'succeeded' order by e.attempt desc limit 1)
        end
        """;

    // So does what a check has found, whichever way it ended.
    private const string Check = """
        case when j.kind = 'check' then
            (select e.body ->> 'check' from events e where e.job_id = j.id and e.kind in ('succeeded', 'failed') order by e.attempt desc limit 1)
        end
        """;

    private const string From = """
        from jobs j
        join agents a on a.id = j.agent_id
        left join agent_sessions s on s.agent_id = j.agent_id
        """;

    /// <summary>One job with its document; null when the project has none of this id.</summary>
    public async Task<JobView?> FindAsync(Guid projectId, Guid jobId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns}, j.document, {Profile}, {Check} {From} where j.id = @job and j.project_id = @project");
        command.Parameters.Add(new NpgsqlParameter<Guid>("job", jobId));
        command.Parameters.Add(new NpgsqlParameter<Guid>("project", projectId));
        command.Parameters.AddLease(streams.Value);

        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken))
            return null;

        using var document = JsonDocument.Parse(rows.GetString(25));
        return JobRow.Read(rows) with
        {
            Document = document.RootElement.Clone(),
            Profile = rows.TextOrNull(26) is { } profile ? JobProfileView.Parse(profile) : null,
            Check = rows.TextOrNull(27) is { } check ? [.. StoredCheck.Parse(check).Select(CheckResultView.Of)] : null,
        };
    }

    /// <summary>Those of these jobs that the project has, without documents, by id.</summary>
    public async Task<Dictionary<Guid, JobView>> FindAllAsync(Guid projectId, Guid[] jobIds, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} {From} where j.id = any (@jobs) and j.project_id = @project");
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("jobs", jobIds));
        command.Parameters.Add(new NpgsqlParameter<Guid>("project", projectId));
        command.Parameters.AddLease(streams.Value);

        var jobs = new Dictionary<Guid, JobView>(jobIds.Length);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            jobs.Add(rows.GetGuid(0), JobRow.Read(rows));
        return jobs;
    }

    /// <summary>Newest first, without documents.</summary>
    /// <param name="before">Only jobs older than this one, or null for the newest.</param>
    public async Task<List<JobView>> ListAsync(
        Guid projectId, JobFilter filter, Guid? before, int limit, CancellationToken cancellationToken)
    {
        var sql = new StringBuilder($"select {Columns} {From} where j.project_id = @project");
        await using var command = database.CreateCommand();
        command.Parameters.Add(new NpgsqlParameter<Guid>("project", projectId));
        command.Parameters.AddLease(streams.Value);
        command.Parameters.Add(new NpgsqlParameter<int>("limit", limit));

        if (before is { } last)
            Restrict("j.id < @before", new NpgsqlParameter<Guid>("before", last));
        if (filter.States.Count > 0)
            Restrict($"{ShownState} = any (@states)", new NpgsqlParameter<string[]>("states", [.. filter.States]));
        if (filter.Kind is { } kind)
            Restrict("j.kind = @kind", new NpgsqlParameter<string>("kind", kind));
        if (filter.Agent is { } agent)
            Restrict("a.label = @agent", new NpgsqlParameter<string>("agent", agent));
        if (filter.Labels.Count > 0)
            Restrict("j.labels @> @labels", new NpgsqlParameter("labels", NpgsqlDbType.Jsonb) { Value = JsonSerializer.Serialize(filter.Labels) });
        command.CommandText = sql.Append(" order by j.id desc limit @limit").ToString();

        var jobs = new List<JobView>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            jobs.Add(JobRow.Read(rows));
        return jobs;

        void Restrict(string condition, NpgsqlParameter parameter)
        {
            sql.Append(" and ").Append(condition);
            command.Parameters.Add(parameter);
        }
    }
}
