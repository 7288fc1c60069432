using Freehold.Protocol.V1;
using Npgsql;
using NpgsqlTypes;

namespace Freehold.ControlPlane.Checks;

/// <summary>Checks in the database: what people asked for, and what the newest one of each agent found.</summary>
internal sealed class CheckStore(NpgsqlDataSource database)
{
    /// <summary>How long an agent has to answer, images and pods included. After that it is not asked again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Stores a request. Older ones of the agent that wait are void: the newest one says what is wanted.</summary>
    public async Task AskAsync(Guid id, Guid agentId, bool withoutPods, string requestedBy, CancellationToken cancellationToken)
    {
        const string Sql = """
            with void as (
              delete from check_requests where agent_id = @agent and (answered_at is null or answered_at < now() - interval '30 days')
            )
            insert into check_requests (id, agent_id, without_pods, requested_by) values (@id, @agent, @without, @by)
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid>("id", id));
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", agentId));
        command.Parameters.Add(new NpgsqlParameter<bool>("without", withoutPods));
        command.Parameters.Add(new NpgsqlParameter<string>("by", requestedBy));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What these agents have not answered and still may.</summary>
    public async Task<IReadOnlyList<(Guid AgentId, CheckRequest Request)>> ToAskAsync(Guid[] agentIds, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select agent_id, id, without_pods from check_requests where agent_id = any (@agents) and answered_at is null and requested_at > now() - @patience");
        command.Parameters.Add(new NpgsqlParameter<Guid[]>("agents", agentIds));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("patience", Patience));

        var asked = new List<(Guid, CheckRequest)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            asked.Add((rows.GetGuid(0), new() { CheckId = rows.GetGuid(1).ToString("D"), WithoutPods = rows.GetBoolean(2) }));
        return asked;
    }

    /// <summary>Stores what a check found, and that it answers a request. What is older than what is there changes nothing.</summary>
    public async Task AnswerAsync(Guid agentId, Guid? requestId, TimeSpan age, string results, CancellationToken cancellationToken)
    {
        const string Sql = """
            with answered as (
              update check_requests set answered_at = now() where id = @request and agent_id = @agent and answered_at is null
            )
            insert into agent_checks as c (agent_id, request_id, checked_at, results) values (@agent, @request, now() - @age, @results)
            on conflict (agent_id) do update
            set request_id = excluded.request_id, checked_at = excluded.checked_at, results = excluded.results
            where excluded.checked_at >= c.checked_at - interval '5 seconds'
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", agentId));
        command.Parameters.Add(new NpgsqlParameter("request", NpgsqlDbType.Uuid) { Value = requestId as object ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("age", age));
        command.Parameters.Add(new NpgsqlParameter("results", NpgsqlDbType.Jsonb) { Value = results });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The newest check of an agent, and what it was asked since.</summary>
    public async Task<AgentCheckView> FindAsync(Guid agentId, CancellationToken cancellationToken)
    {
        const string Sql = """
            select c.checked_at, extract(epoch from now() - c.checked_at)::double precision, c.request_id, c.results::text,
                   r.id, r.answered_at is not null, r.requested_at < now() - @patience, r.without_pods, r.requested_by, r.requested_at
            from (select 1) one
            left join agent_checks c on c.agent_id = @agent
            left join lateral (select * from check_requests where agent_id = @agent order by requested_at desc limit 1) r on true
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", agentId));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("patience", Patience));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);

        var pending = rows.IsDBNull(4) || rows.GetBoolean(5) ? null : new CheckRequestView(
            rows.GetGuid(4), rows.GetBoolean(6) ? "expired" : "requested", rows.GetBoolean(7), rows.GetString(8), rows.GetFieldValue<DateTimeOffset>(9));
        if (rows.IsDBNull(0))
            return new("none", []) { Pending = pending };

        var stored = StoredCheck.Parse(rows.GetString(3));
        return new(StoredCheck.WorstOf(stored), [.. stored.Select(CheckResultView.Of)])
        {
            CheckedAt = rows.GetFieldValue<DateTimeOffset>(0),
            AgeSeconds = Math.Max(0, rows.GetDouble(1)),
            RequestId = rows.GetFieldValue<Guid?>(2),
            Pending = pending,
        };
    }
}
