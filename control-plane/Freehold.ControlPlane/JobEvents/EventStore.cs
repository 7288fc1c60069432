using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Jobs;
using Freehold.Protocol.V1;
using Npgsql;
using NpgsqlTypes;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>An event as it is stored.</summary>
/// <param name="Body">JSON.</param>
internal readonly record struct StoredEvent(AttemptKey Attempt, long Sequence, string Kind, DateTime OccurredAt, string Body);

/// <summary>An artifact with the attempt that committed it.</summary>
internal readonly record struct StoredArtifact(AttemptKey Attempt, Artifact Artifact);

/// <summary>The statements that store events; each is one, for any number of rows.</summary>
internal static class EventStore
{
    /// <summary>Stores events. One that is there already stays as it is.</summary>
    public static NpgsqlBatchCommand Insert(List<StoredEvent> events)
    {
        const string Sql = """
            insert into events (job_id, attempt, sequence, kind, occurred_at, body)
            select * from unnest(@jobs, @attempts, @sequences, @kinds, @times, @bodies)
            on conflict do nothing
            """;

        return WithEvents(Sql, events);
    }

    /// <summary>Those of the events that are stored with another content; it takes in what the same batch inserted before.</summary>
    /// <returns>Columns: job, attempt, sequence.</returns>
    public static NpgsqlBatchCommand FindConflicts(List<StoredEvent> repeats)
    {
        // The time is the agent's clock and decides nothing: an event that was rebuilt after a loss may differ in it.
        const string Sql = """
            select stored.job_id, stored.attempt, stored.sequence
            from unnest(@jobs, @attempts, @sequences, @kinds, @times, @bodies)
              as repeated (job_id, attempt, sequence, kind, occurred_at, body)
            join events as stored using (job_id, attempt, sequence)
            where stored.kind <> repeated.kind or stored.body <> repeated.body
            """;

        return WithEvents(Sql, repeats);
    }

    /// <summary>Stores artifacts. One that is there already stays as it is.</summary>
    public static NpgsqlBatchCommand Insert(List<StoredArtifact> artifacts)
    {
        const string Sql = """
            insert into artifacts (job_id, attempt, uri, kind, bytes, rows, sha256)
            select * from unnest(@jobs, @attempts, @uris, @kinds, @bytes, @rows, @digests)
            on conflict do nothing
            """;

        var command = new NpgsqlBatchCommand(Sql);
        command.Parameters.Add(Arrays.Of("jobs", artifacts, stored => stored.Attempt.JobId));
        command.Parameters.Add(Arrays.Of("attempts", artifacts, stored => stored.Attempt.Number));
        command.Parameters.Add(Arrays.Of("uris", artifacts, stored => stored.Artifact.Uri));
        command.Parameters.Add(Arrays.Of("kinds", artifacts, stored => stored.Artifact.Kind));
        command.Parameters.Add(Arrays.Of("bytes", artifacts, stored => (long)stored.Artifact.Bytes));
        command.Parameters.Add(Arrays.Of("rows", artifacts, stored => (long)stored.Artifact.Rows));
        command.Parameters.Add(Arrays.Of("digests", artifacts, stored => stored.Artifact.Sha256));
        return command;
    }

    private static NpgsqlBatchCommand WithEvents(string sql, List<StoredEvent> events)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(Arrays.Of("jobs", events, stored => stored.Attempt.JobId));
        command.Parameters.Add(Arrays.Of("attempts", events, stored => stored.Attempt.Number));
        command.Parameters.Add(Arrays.Of("sequences", events, stored => stored.Sequence));
        command.Parameters.Add(Arrays.Of("kinds", events, stored => stored.Kind));
        command.Parameters.Add(Arrays.Of("times", events, stored => stored.OccurredAt));
        var bodies = Arrays.Of("bodies", events, stored => stored.Body);
        bodies.NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb;
        command.Parameters.Add(bodies);
        return command;
    }
}
