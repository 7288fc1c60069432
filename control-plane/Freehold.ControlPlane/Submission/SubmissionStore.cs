using System.Text.Json;
using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Dispatch;
using Freehold.JobContract.Documents;
using Npgsql;
using NpgsqlTypes;

namespace Freehold.ControlPlane.Submission;

/// <summary>Stores jobs, and hands them out in the same transaction where nothing stands against it.</summary>
internal sealed class SubmissionStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>
    /// A job is handed out at once when its agent has room and no job that could go before it. Otherwise it is queued, and
    /// the dispatcher sees to it.
    /// </summary>
    private static readonly string StoreSql = $"""
        with asked as materialized (
          select *
          from unnest(@ids, @projects, @job_agents, @kinds, @names, @documents, @digests, @priorities, @retries, @limits, @partitions,
                      @labels, @submitters, @correlations, @traceparents, @commands, @keys, @retries_of, @memory, @memory_most)
            as asked (id, project_id, agent_id, kind, name, document, document_digest, priority, retries, time_limit, on_partition,
                      labels, submitted_by, correlation_id, traceparent, command_id, key, retry_of, memory_bytes, memory_most)
        ),
        keyed as (
          insert into idempotency_keys (project_id, key, request_sha256, job_id)
          select project_id, key, decode(document_digest, 'hex'), id
          from asked
          where key is not null
          order by project_id, key, id
          on conflict (project_id, key) do nothing
          returning job_id
        ),
        {RoomSql.Of(whenLocked: "skip locked")},
        quiet as materialized (
          select agent_id, free
          from room
          where not exists (select from ({RoomSql.Waiting(atMost: "1")}) as waiting)
        ),
        new as materialized (
          select asked.*,
                 coalesce(row_number() over (partition by agent_id order by priority desc, id) <= quiet.free, false) as handed
          from asked
          left join quiet using (agent_id)
          where key is null or id in (select job_id from keyed)
        ),
        j as (
          insert into jobs (id, project_id, agent_id, kind, name, document, document_digest, priority, retries, time_limit, on_partition,
                            labels, submitted_by, correlation_id, traceparent, retry_of, memory_bytes, memory_most, state, attempt)
          select id, project_id, agent_id, kind, name, document, document_digest, priority, retries, time_limit, on_partition,
                 labels, submitted_by, correlation_id, traceparent, retry_of, memory_bytes, memory_most,
                 case when handed then 'assigned' else 'queued' end, case when handed then 1 else 0 end
          from new
        ),
        a as (
          insert into attempts (job_id, number, agent_id, command_id, memory_bytes)
          select id, 1, agent_id, command_id, memory_bytes from new where handed
        )
        select id, handed, now() from new
        """;

    /// <summary>
    /// Stores jobs in one transaction and one round trip, each once for its idempotency key: of several requests with one key
    /// that come at the same time, to whichever replica, one stores its job and the others get the same.
    /// </summary>
    /// <remarks>
    /// Keys are taken in their order, so that two replicas which store the same keys cannot wait for each other in a circle.
    /// Nothing else is waited for: a session that says hello at the moment gets its jobs from the dispatcher.
    /// </remarks>
    /// <param name="jobs">At least one; of one key several times the first is stored.</param>
    /// <param name="sessions">Of agents that may be handed jobs at once; the caller has the turn of each.</param>
    /// <returns>What became of each, in order.</returns>
    public async Task<IReadOnlyList<StoredJob>> StoreAsync(
        IReadOnlyList<NewJob> jobs, IReadOnlyCollection<ClaimingSession> sessions, CancellationToken cancellationToken)
    {
        // Sorted, since ids of one millisecond are in no order, and jobs are taken in the order of their ids.
        // By the clock that marks in queues are compared with.
        var now = time.GetUtcNow();
        var ids = jobs.Select(_ => Guid.CreateVersion7(now)).Order().Select(id => (Job: id, Command: Guid.NewGuid())).ToList();
        await using var batch = database.CreateBatch();
        if (RoomSql.Lock(sessions) is { } locking)
            batch.BatchCommands.Add(locking);
        batch.BatchCommands.Add(Store(jobs, ids, sessions));

        // A statement of its own, because it has to see what other transactions committed while the first waited for their keys.
        if (jobs.Any(job => job.IdempotencyKey is not null))
            batch.BatchCommands.Add(FindKeys(jobs));

        // Without an explicit one, a batch is a transaction: begin and commit cost no round trip.
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (sessions.Any(session => session.IsLimited))
            await rows.NextResultAsync(cancellationToken);
        var stored = new Dictionary<Guid, (bool Handed, DateTimeOffset At)>(jobs.Count);
        while (await rows.ReadAsync(cancellationToken))
            stored.Add(rows.GetGuid(0), (rows.GetBoolean(1), rows.GetFieldValue<DateTimeOffset>(2)));

        var earlier = new Dictionary<(Guid Project, string Key), (Guid JobId, string Digest)>();
        if (await rows.NextResultAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
                earlier.Add((rows.GetGuid(0), rows.GetString(1)), (rows.GetGuid(2), rows.GetString(3)));
        }

        return [.. jobs.Zip(ids, (job, id) => stored.TryGetValue(id.Job, out var made)
            ? new StoredJob(id.Job, IsNew: true, made.At, made.Handed ? Handed(job, id.Job, id.Command) : null)
            : Repeat(job, earlier[(job.ProjectId, job.IdempotencyKey!)]))];
    }

    private static StoredJob Repeat(NewJob job, (Guid JobId, string Digest) earlier) =>
        new(earlier.Digest == job.Document.Digest ? earlier.JobId : null, IsNew: false);

    private static HandedAttempt Handed(NewJob job, Guid jobId, Guid commandId) => new(
        job.AgentId, jobId, Number: 1, commandId, job.Document.CanonicalJson, job.Document.Digest, job.Document.TimeLimit, job.TraceParent,
        job.CorrelationId, OnPartition(job))
    { MemoryBytes = MemoryOf(job) };

    // Only of jobs that may be given more: of others the document says it, now and always.
    private static long? MemoryOf(NewJob job) => job.Document.Resources is { MaxMemoryBytes: not null } growing ? growing.MemoryBytes : null;

    private static string OnPartition(NewJob job) => job.Document.OnPartition.ToString().ToLowerInvariant();

    private static NpgsqlBatchCommand Store(
        IReadOnlyList<NewJob> jobs, IReadOnlyCollection<(Guid Job, Guid Command)> ids, IReadOnlyCollection<ClaimingSession> sessions)
    {
        var command = new NpgsqlBatchCommand(StoreSql);
        command.Parameters.Add(Arrays.Of("ids", ids, id => id.Job));
        command.Parameters.Add(Arrays.Of("projects", jobs, job => job.ProjectId));
        command.Parameters.Add(Arrays.Of("job_agents", jobs, job => job.AgentId));
        command.Parameters.Add(Arrays.Of("kinds", jobs, job => job.Document.Kind.Name()));
        command.Parameters.Add(Arrays.Of("names", jobs, job => job.Document.Name));
        command.Parameters.Add(Arrays.Of("documents", jobs, job => job.Document.CanonicalJson));
        command.Parameters.Add(Arrays.Of("digests", jobs, job => job.Document.Digest));
        command.Parameters.Add(Arrays.Of("priorities", jobs, job => (short)job.Document.Priority));
        command.Parameters.Add(Arrays.Of("retries", jobs, job => (short)job.Document.Retries));
        command.Parameters.Add(Arrays.Of("limits", jobs, job => job.Document.TimeLimit));
        command.Parameters.Add(Arrays.Of("partitions", jobs, OnPartition));
        var labels = Arrays.Of("labels", jobs, job => JsonSerializer.Serialize(job.Document.Labels));
        labels.NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb;
        command.Parameters.Add(labels);
        command.Parameters.Add(Arrays.Of("submitters", jobs, job => job.SubmittedBy));
        command.Parameters.Add(Arrays.Of("correlations", jobs, job => job.CorrelationId));
        command.Parameters.Add(Arrays.Of("traceparents", jobs, job => job.TraceParent));
        command.Parameters.Add(Arrays.Of("commands", ids, id => id.Command));
        command.Parameters.Add(Arrays.Of("keys", jobs, job => job.IdempotencyKey));
        command.Parameters.Add(Arrays.Of("retries_of", jobs, job => job.RetryOf));
        command.Parameters.Add(Arrays.Of("memory", jobs, MemoryOf));
        command.Parameters.Add(Arrays.Of("memory_most", jobs, job => job.Document.Resources.MaxMemoryBytes));
        RoomSql.AddParameters(command.Parameters, sessions);
        return command;
    }

    private static NpgsqlBatchCommand FindKeys(IReadOnlyList<NewJob> jobs)
    {
        const string Sql = """
            select project_id, key, job_id, encode(request_sha256, 'hex')
            from idempotency_keys
            where (project_id, key) in (select * from unnest(@projects, @keys))
            """;

        var keyed = jobs.Where(job => job.IdempotencyKey is not null).ToList();
        var command = new NpgsqlBatchCommand(Sql);
        command.Parameters.Add(Arrays.Of("projects", keyed, job => job.ProjectId));
        command.Parameters.Add(Arrays.Of("keys", keyed, job => job.IdempotencyKey));
        return command;
    }
}
