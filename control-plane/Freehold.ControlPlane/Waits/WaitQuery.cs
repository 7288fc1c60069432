using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Entitlements;
using Freehold.ControlPlane.Jobs;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.ControlPlane.Waits;

/// <summary>Reads why a job waits.</summary>
internal sealed class WaitQuery(NpgsqlDataSource database, OrganizationEntitlements entitlements, IOptions<AgentStreamOptions> streams)
{
    /// <summary>Null when the job runs or has ended, or is not there.</summary>
    public async Task<WaitView?> FindAsync(Guid jobId, CancellationToken cancellationToken)
    {
        if (await FactsAsync(jobId, cancellationToken) is not { } facts || WaitReasons.Of(facts) is not { } wait)
            return null;

        return wait.Reason == "slot" ? wait with { Holders = await HoldersAsync(facts.AgentId, cancellationToken) } : wait;
    }

    /// <summary>Who has the slots of an agent: its attempts that have not ended, longest first, at most 20.</summary>
    public async Task<IReadOnlyList<SlotHolderView>> HoldersAsync(Guid agentId, CancellationToken cancellationToken)
    {
        const string Sql = """
            select j.id, j.name, j.kind, a.number, j.state, a.assigned_at
            from attempts a
            join jobs j on j.id = a.job_id
            where a.agent_id = $1 and a.state <> 'ended'
            order by a.assigned_at, j.id
            limit 20
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = agentId });
        var holders = new List<SlotHolderView>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            holders.Add(new(
                rows.GetGuid(0), rows.TextOrNull(1), rows.GetString(2), rows.GetInt32(3), rows.GetString(4), rows.GetFieldValue<DateTimeOffset>(5)));
        }

        return holders;
    }

    private async Task<WaitFacts?> FactsAsync(Guid jobId, CancellationToken cancellationToken)
    {
        // Of the jobs ahead no more are counted than are told: a queue of a million costs what one of a thousand does.
        const string Sql = $"""
            select j.agent_id, a.label, j.kind, j.state, j.waiting_reason, t.assigned_at, t.state is not null and t.state <> 'assigned', j.submitted_at,
                   case when j.not_before > now() then j.not_before end,
                   s.agent_id is not null, coalesce({AgentStatus.IsConnectedSql}, false), s.last_heard_at, coalesce(s.max_concurrent, 0),
                   coalesce(j.kind = any (s.kinds), false),
                   (select count(*) from attempts live where live.agent_id = j.agent_id and live.state <> 'ended')::int,
                   (select count(*) from (
                      select 1 from jobs other
                      where other.agent_id = j.agent_id and other.state = 'queued' and other.not_before <= now()
                        and (other.priority > j.priority or (other.priority = j.priority and other.id < j.id))
                      limit @most) as ahead)::int,
                   a.organization_id,
                   (select count(*) from attempts live join agents ours on ours.id = live.agent_id
                    where ours.organization_id = a.organization_id and live.state <> 'ended')::int,
                   s.quota_workers, coalesce(s.quota_tightest, ''), case when j.memory_bytes > t.memory_bytes then j.memory_bytes end
            from jobs j
            join agents a on a.id = j.agent_id
            left join agent_sessions s on s.agent_id = j.agent_id
            left join attempts t on t.job_id = j.id and t.number = j.attempt
            where j.id = @job
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid>("job", jobId));
        command.Parameters.Add(new NpgsqlParameter<int>("most", WaitReasons.MostAhead));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("silence", streams.Value.Silence));
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
            return null;

        return new()
        {
            AgentId = row.GetGuid(0),
            Agent = row.GetString(1),
            Kind = row.GetString(2),
            State = JobStates.Parse(row.GetString(3)),
            AgentsReason = row.TextOrNull(4),
            AssignedAt = row.GetFieldValue<DateTimeOffset?>(5),
            Confirmed = row.GetBoolean(6),
            SubmittedAt = row.GetFieldValue<DateTimeOffset>(7),
            NotBefore = row.GetFieldValue<DateTimeOffset?>(8),
            EverConnected = row.GetBoolean(9),
            Connected = row.GetBoolean(10),
            LastHeardAt = row.GetFieldValue<DateTimeOffset?>(11),
            MaxConcurrent = row.GetInt32(12),
            RunsKind = row.GetBoolean(13),
            SlotsTaken = row.GetInt32(14),
            Ahead = row.GetInt32(15),
            Entitlement = await entitlements.OfAsync(row.GetGuid(16), cancellationToken),
            ParallelJobs = row.GetInt32(17),
            QuotaWorkers = row.GetFieldValue<int?>(18),
            QuotaTightest = row.GetString(19),
            MoreMemoryBytes = row.GetFieldValue<long?>(20),
        };
    }
}
