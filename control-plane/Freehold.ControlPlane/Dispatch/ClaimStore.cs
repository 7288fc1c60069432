using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Jobs;
using Npgsql;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>Hands queued jobs to sessions, in the database.</summary>
internal sealed class ClaimStore(NpgsqlDataSource database)
{
    private const string HandedColumns = """
        a.agent_id, a.job_id, a.number, a.command_id, j.document, j.document_digest, j.time_limit, j.traceparent, j.correlation_id,
        j.on_partition, j.priority, a.memory_bytes
        """;

    // Chosen first and locked then, by id: so the planner's guess at the length of a queue cannot lead it astray.
    private static readonly string ClaimSql = $"""
        with {RoomSql.Of(whenLocked: "")},
        chosen as materialized (
          select id
          from (
            select waiting.id, row_number() over (partition by room.agent_id order by waiting.rank, waiting.id) as place, room.free
            from room
            cross join lateral ({RoomSql.Waiting(atMost: "least(@at_most, room.free)")}) as waiting
          ) as waiting
          where place <= least(@at_most, free)
        ),
        next as materialized (
          select id
          from jobs
          where id = any (array(select id from chosen)) and state = 'queued'
          for no key update skip locked
        ),
        j as (
          update jobs
          set state = 'assigned', attempt = attempt + 1, waiting_reason = null
          where id = any (array(select id from next))
          returning jobs.*
        ),
        a as (
          insert into attempts (job_id, number, agent_id, command_id, memory_bytes)
          select id, attempt, agent_id, gen_random_uuid(), memory_bytes from j
          returning *
        )
        select {HandedColumns}, room.agent_id, room.oldest
        from room
        left join (a join j on j.id = a.job_id) on a.agent_id = room.agent_id
        order by j.priority desc, j.id
        """;

    /// <summary>
    /// Makes an attempt of each queued job that an agent has room for: highest priority first, then oldest first.
    /// </summary>
    /// <remarks>
    /// Several control planes may call it at once: rows that another one holds are skipped, never waited for, so that no
    /// attempt is made twice. A session that is no longer the agent's own gets nothing.
    /// </remarks>
    /// <param name="sessions">The caller has the turn of each: <see cref="RoomTurn"/>.</param>
    /// <param name="atMost">For each agent.</param>
    public async Task<List<HandedAttempt>> ClaimAsync(
        IReadOnlyCollection<ClaimingSession> sessions, int atMost, CancellationToken cancellationToken)
    {
        var claim = new NpgsqlBatchCommand(ClaimSql);
        RoomSql.AddParameters(claim.Parameters, sessions);
        claim.Parameters.Add(new NpgsqlParameter<int>("at_most", atMost));

        // Over a long queue PostgreSQL's estimates speak for planning anew each time, which takes as long as the claim itself and
        // comes to the same plan. The setting ends with the batch, which is one transaction.
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new("select set_config('plan_cache_mode', 'force_generic_plan', true)"));
        if (RoomSql.Lock(sessions) is { } locking)
            batch.BatchCommands.Add(locking);
        batch.BatchCommands.Add(claim);

        var marks = sessions.ToDictionary(session => session.AgentId, session => session.Marks);
        var handed = new List<HandedAttempt>();
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        for (var before = 1; before < batch.BatchCommands.Count; before++)
            await rows.NextResultAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var ofAgent = marks[rows.GetGuid(12)];
            ofAgent.OldestAttempt = rows.GetDateTime(13);
            if (rows.IsDBNull(0))
                continue;

            var attempt = Read(rows);
            handed.Add(attempt);
            if (attempt.Number == 1)
                ofAgent.Took(rows.GetInt16(10), attempt.JobId);
        }

        return handed;
    }

    /// <summary>What was handed out with these attempts, to hand it out again.</summary>
    public static async Task<List<HandedAttempt>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyCollection<AttemptKey> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
            return [];

        const string Sql = $"""
            select {HandedColumns}
            from unnest(@jobs, @numbers) as named (job_id, number)
            join attempts a on a.job_id = named.job_id and a.number = named.number
            join jobs j on j.id = a.job_id
            order by j.priority desc, j.id
            """;

        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(Arrays.Of("jobs", keys, key => key.JobId));
        command.Parameters.Add(Arrays.Of("numbers", keys, key => key.Number));
        var handed = new List<HandedAttempt>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            handed.Add(Read(rows));
        return handed;
    }

    private static HandedAttempt Read(NpgsqlDataReader row) => new(
        AgentId: row.GetGuid(0),
        JobId: row.GetGuid(1),
        Number: row.GetInt32(2),
        CommandId: row.GetGuid(3),
        Document: row.GetString(4),
        DocumentDigest: row.GetString(5),
        TimeLimit: row.GetFieldValue<TimeSpan?>(6),
        Traceparent: row.TextOrNull(7),
        CorrelationId: row.GetString(8),
        OnPartition: row.GetString(9))
    {
        MemoryBytes = row.GetFieldValue<long?>(11),
    };
}
