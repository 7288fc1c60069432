using System.Text.Json;
using Freehold.ControlPlane.Database;
using Npgsql;

namespace Freehold.ControlPlane.Jobs;

/// <summary>One try at running a job.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Agent">Label of the agent that had it.</param>
/// <param name="Outcome">succeeded, failed, cancelled, rejected, lost or withdrawn; absent while it goes on.</param>
/// <param name="AssignedAt">When it was handed to the agent.</param>
/// <param name="StartedAt">When its worker ran.</param>
/// <param name="EndedAt">When its end was stored.</param>
/// <param name="MemoryBytes">Memory that it was given in the place of what the document asks for.</param>
/// <param name="PeakMemoryBytes">Most memory that its worker was seen to hold.</param>
/// <param name="MemoryLimitBytes">Memory that its worker was allowed.</param>
/// <param name="Node">Node that it ran on.</param>
/// <param name="ImageDigest">Image that ran.</param>
/// <param name="Failure">Why it did not succeed.</param>
public sealed record JobAttemptView(
    int Number, string Agent, string? Outcome, DateTimeOffset AssignedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, long? MemoryBytes = null,
    long? PeakMemoryBytes = null, long? MemoryLimitBytes = null, string? Node = null, string? ImageDigest = null, JobFailureView? Failure = null);

/// <summary>Reads the attempts of a job.</summary>
internal sealed class JobAttemptQueries(NpgsqlDataSource database)
{
    /// <summary>Newest first.</summary>
    /// <param name="before">Number of the last one that was shown; null for the beginning.</param>
    public async Task<List<JobAttemptView>> ListAsync(Guid jobId, int? before, int limit, CancellationToken cancellationToken)
    {
        // What an attempt said of where it runs is in its first events, what it used in its last one: both are found by the key.
        const string Sql = """
            select t.number, a.label, t.outcome, t.assigned_at, t.started_at, t.ended_at, t.memory_bytes, t.failure, started.body, last.body
            from attempts t
            join agents a on a.id = t.agent_id
            left join lateral (
              select body from events e
              where e.job_id = t.job_id and e.attempt = t.number and e.sequence <= 10 and e.kind = 'started'
              order by e.sequence limit 1
            ) as started on true
            left join events last on last.job_id = t.job_id and last.attempt = t.number and last.sequence = t.last_sequence
            where t.job_id = $1 and t.number < $2
            order by t.number desc
            limit $3
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = jobId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = before ?? int.MaxValue });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });

        var attempts = new List<JobAttemptView>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            attempts.Add(Read(rows));
        return attempts;
    }

    private static JobAttemptView Read(NpgsqlDataReader row)
    {
        using var started = JsonDocument.Parse(row.TextOrNull(8) ?? "{}");
        using var last = JsonDocument.Parse(row.TextOrNull(9) ?? "{}");
        return new(
            row.GetInt32(0), row.GetString(1), row.TextOrNull(2), row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset?>(4),
            row.GetFieldValue<DateTimeOffset?>(5), row.GetFieldValue<long?>(6), Number(last, "peakMemoryBytes"),
            Number(last, "memoryLimitBytes") ?? Number(started, "memoryLimitBytes"), Text(started, "node") ?? Text(last, "node"),
            Text(started, "imageDigest") ?? Text(last, "imageDigest"), row.IsDBNull(7) ? null : JobRow.Describe(FailureJson.Read(row.GetString(7))));
    }

    private static long? Number(JsonDocument body, string name) => body.RootElement.TryGetProperty(name, out var number) ? number.GetInt64() : null;

    private static string? Text(JsonDocument body, string name) => body.RootElement.TryGetProperty(name, out var text) ? text.GetString() : null;
}
