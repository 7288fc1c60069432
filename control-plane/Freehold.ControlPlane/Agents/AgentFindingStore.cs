using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Identity;
using Npgsql;

namespace Freehold.ControlPlane.Agents;

/// <summary>Something found against an agent, some times.</summary>
internal sealed record FoundAgainst(AgentIdentity Agent, AgentFinding Finding, long Count, string Evidence);

/// <summary>The rows that say what the control plane holds against agents.</summary>
internal sealed class AgentFindingStore(NpgsqlDataSource database)
{
    /// <summary>A finding without a new occasion for so long has passed.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromHours(1);

    /// <summary>Writes down occasions: one statement for all.</summary>
    /// <returns>Those that are new, or had passed before.</returns>
    public async Task<IReadOnlyList<FoundAgainst>> RecordAsync(IReadOnlyCollection<FoundAgainst> found, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into agent_findings as f (agent_id, code, count, evidence)
            select * from unnest(@agents, @codes, @counts, @evidence) as found (agent_id, code, count, evidence)
            order by agent_id, code
            on conflict (agent_id, code) do update
            set first_at = case when f.last_at < now() - @shown then now() else f.first_at end,
                count = case when f.last_at < now() - @shown then excluded.count else f.count + excluded.count end,
                last_at = now(), evidence = excluded.evidence
            returning agent_id, code, first_at = now()
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(Arrays.Of("agents", found, one => one.Agent.AgentId));
        command.Parameters.Add(Arrays.Of("codes", found, one => one.Finding.Name()));
        command.Parameters.Add(Arrays.Of("counts", found, one => one.Count));
        command.Parameters.Add(Arrays.Of("evidence", found, one => one.Evidence));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("shown", Shown));

        var began = new HashSet<(Guid, string)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            if (rows.GetBoolean(2))
                began.Add((rows.GetGuid(0), rows.GetString(1)));
        }

        return [.. found.Where(one => began.Contains((one.Agent.AgentId, one.Finding.Name())))];
    }

    /// <summary>What is held against one agent now, the newest first.</summary>
    public async Task<IReadOnlyList<AgentFindingView>> OfAgentAsync(Guid agentId, CancellationToken cancellationToken)
    {
        const string Sql = """
            select code, first_at, last_at, count, evidence from agent_findings
            where agent_id = @agent and last_at > now() - @shown
            order by last_at desc, code
            """;

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", agentId));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("shown", Shown));

        var findings = new List<AgentFindingView>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var (sentence, remedy) = ConditionTexts.OfFinding(rows.GetString(0));
            findings.Add(new(rows.GetString(0), sentence, remedy, rows.GetFieldValue<DateTimeOffset>(1), rows.GetFieldValue<DateTimeOffset>(2),
                rows.GetInt64(3), rows.GetString(4)));
        }

        return findings;
    }
}
