using System.Text.Json;
using Npgsql;

namespace Freehold.ControlPlane.Jobs;

/// <summary>A fact that an agent reported about an attempt: exactly what left the customer's cluster.</summary>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Sequence">From 1 in each attempt.</param>
/// <param name="Kind">waiting, started, progress, tasks, succeeded, failed or cancelled.</param>
/// <param name="OccurredAt">By the agent's clock.</param>
/// <param name="ReceivedAt">When it was stored.</param>
/// <param name="Body">By kind, see docs/agent-protocol.md.</param>
public sealed record JobEventView(
    int Attempt, long Sequence, string Kind, DateTimeOffset OccurredAt, DateTimeOffset ReceivedAt, JsonElement Body);

/// <summary>Metadata of something that lies in the customer's store.</summary>
/// <param name="Uri">Where.</param>
/// <param name="Kind">data, report, model, manifest or log.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Rows">Rows in it; 0 when it has none.</param>
/// <param name="Sha256">Of its content, in lower-case hex.</param>
/// <param name="Attempt">The attempt that wrote it.</param>
public sealed record ArtifactView(string Uri, string Kind, long Bytes, long Rows, string Sha256, int Attempt);

/// <summary>What was reported about a job.</summary>
internal sealed class JobHistory(NpgsqlDataSource database)
{
    /// <summary>In the order of attempts and sequences.</summary>
    public async Task<List<JobEventView>> EventsAsync(
        Guid jobId, (int Attempt, long Sequence) after, int limit, CancellationToken cancellationToken)
    {
        const string Sql = """
            select attempt, sequence, kind, occurred_at, received_at, body
            from events
            where job_id = $1 and (attempt, sequence) > ($2, $3)
            order by attempt, sequence
            limit $4
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = jobId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = after.Attempt });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after.Sequence });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });

        var events = new List<JobEventView>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            using var body = JsonDocument.Parse(rows.GetString(5));
            events.Add(new(rows.GetInt32(0), rows.GetInt64(1), rows.GetString(2), rows.GetFieldValue<DateTimeOffset>(3),
                rows.GetFieldValue<DateTimeOffset>(4), body.RootElement.Clone()));
        }

        return events;
    }

    /// <summary>In the order of their addresses.</summary>
    public async Task<List<ArtifactView>> ArtifactsAsync(Guid jobId, string after, int limit, CancellationToken cancellationToken)
    {
        const string Sql = """
            select uri, kind, bytes, rows, sha256, attempt
            from artifacts
            where job_id = $1 and uri > $2
            order by uri
            limit $3
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = jobId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });

        var artifacts = new List<ArtifactView>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            artifacts.Add(new(rows.GetString(0), rows.GetString(1), rows.GetInt64(2), rows.GetInt64(3), rows.GetString(4), rows.GetInt32(5)));
        return artifacts;
    }
}
