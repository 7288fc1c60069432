using System.Text.Json;
using Freehold.JobContract.Documents;
using Npgsql;
using NpgsqlTypes;

namespace Freehold.ControlPlane.Submission;

/// <summary>A job to be stored.</summary>
internal sealed record NewJob
{
    public required Guid ProjectId { get; init; }

    public required Guid AgentId { get; init; }

    public required JobDocument Document { get; init; }

    /// <summary>Name of the token.</summary>
    public required string SubmittedBy { get; init; }

    public required string CorrelationId { get; init; }

    /// <summary>W3C trace context of the request, or null.</summary>
    public required string? TraceParent { get; init; }

    /// <summary>The caller's name for this request, or null.</summary>
    public required string? IdempotencyKey { get; init; }
}

/// <param name="JobId">The stored job; null when the key was used for another document.</param>
/// <param name="IsNew">False for the repeat of an earlier request.</param>
internal readonly record struct StoredJob(Guid? JobId, bool IsNew);

internal sealed class SubmissionStore(NpgsqlDataSource database)
{
    /// <summary>
    /// Stores a queued job, once for each idempotency key: of several requests with one key that come at the same time,
    /// one stores its job, and the others wait for it and get the same.
    /// </summary>
    public async Task<StoredJob> StoreAsync(NewJob job, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await InsertJobAsync(connection, id, job, cancellationToken);

        if (job.IdempotencyKey is { } key && !await TryTakeKeyAsync(connection, key, id, job, cancellationToken))
        {
            // The job above is rolled back with the transaction.
            await transaction.RollbackAsync(cancellationToken);
            return await FindEarlierAsync(connection, key, job, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new(id, IsNew: true);
    }

    private static async Task InsertJobAsync(NpgsqlConnection connection, Guid id, NewJob job, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into jobs (id, project_id, agent_id, kind, name, document, document_digest, priority, retries, time_limit,
                              on_partition, labels, submitted_by, correlation_id, traceparent)
            values (@id, @project, @agent, @kind, @name, @document, @digest, @priority, @retries, @time_limit,
                    @on_partition, @labels, @submitted_by, @correlation_id, @traceparent)
            """;

        var document = job.Document;
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid>("id", id));
        command.Parameters.Add(new NpgsqlParameter<Guid>("project", job.ProjectId));
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", job.AgentId));
        command.Parameters.Add(new NpgsqlParameter<string>("kind", document.Kind.Name()));
        command.Parameters.Add(Nullable("name", NpgsqlDbType.Text, document.Name));
        command.Parameters.Add(new NpgsqlParameter<string>("document", document.CanonicalJson));
        command.Parameters.Add(new NpgsqlParameter<string>("digest", document.Digest));
        command.Parameters.Add(new NpgsqlParameter<short>("priority", (short)document.Priority));
        command.Parameters.Add(new NpgsqlParameter<short>("retries", (short)document.Retries));
        command.Parameters.Add(Nullable("time_limit", NpgsqlDbType.Interval, document.TimeLimit));
        command.Parameters.Add(new NpgsqlParameter<string>("on_partition", document.OnPartition.ToString().ToLowerInvariant()));
        command.Parameters.Add(new NpgsqlParameter("labels", NpgsqlDbType.Jsonb) { Value = JsonSerializer.Serialize(document.Labels) });
        command.Parameters.Add(new NpgsqlParameter<string>("submitted_by", job.SubmittedBy));
        command.Parameters.Add(new NpgsqlParameter<string>("correlation_id", job.CorrelationId));
        command.Parameters.Add(Nullable("traceparent", NpgsqlDbType.Text, job.TraceParent));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<bool> TryTakeKeyAsync(
        NpgsqlConnection connection, string key, Guid jobId, NewJob job, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into idempotency_keys (project_id, key, request_sha256, job_id) values ($1, $2, $3, $4)
            on conflict (project_id, key) do nothing
            """;

        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = job.ProjectId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = Convert.FromHexString(job.Document.Digest) });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = jobId });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static async Task<StoredJob> FindEarlierAsync(
        NpgsqlConnection connection, string key, NewJob job, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select job_id, request_sha256 = $3 from idempotency_keys where project_id = $1 and key = $2", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = job.ProjectId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = Convert.FromHexString(job.Document.Digest) });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return new(rows.GetBoolean(1) ? rows.GetGuid(0) : null, IsNew: false);
    }

    private static NpgsqlParameter Nullable(string name, NpgsqlDbType type, object? value) =>
        new(name, type) { Value = value ?? DBNull.Value };
}
