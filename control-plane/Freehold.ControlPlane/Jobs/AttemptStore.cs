using Freehold.ControlPlane.Database;
using Freehold.JobContract.Failures;
using Npgsql;

namespace Freehold.ControlPlane.Jobs;

/// <summary>
/// Reads attempts under lock and writes what became of them. Everything that changes an attempt goes through here, so that
/// all transactions take their locks in one order, jobs by id, and cannot block each other in a circle.
/// </summary>
internal static class AttemptStore
{
    private const string Columns = """
        j.id, j.state, j.attempt, j.retries, j.retries_spent, j.losses, j.cancel_asked_at is not null, j.waiting_reason,
        a.number, a.agent_id, a.command_id, a.state, a.last_sequence, j.document_digest, j.memory_bytes, j.memory_most
        """;

    /// <summary>Locks the attempts that exist among those named, each at most once, until the transaction ends.</summary>
    public static Task<List<LockedAttempt>> LockAsync(
        NpgsqlConnection connection, IReadOnlyCollection<AttemptKey> keys, CancellationToken cancellationToken)
    {
        // No key update: rows that refer to the job may be inserted meanwhile.
        const string Sql = $"""
            select {Columns}
            from unnest(@jobs, @numbers) as named (job_id, number)
            join attempts a on a.job_id = named.job_id and a.number = named.number
            join jobs j on j.id = a.job_id
            order by j.id, a.number
            for no key update of j, a
            """;

        var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(Arrays.Of("jobs", keys, key => key.JobId));
        command.Parameters.Add(Arrays.Of("numbers", keys, key => key.Number));
        return ReadAsync(command, cancellationToken);
    }

    /// <summary>Locks the attempts of one agent that have not ended, and those named that are its own.</summary>
    public static Task<List<LockedAttempt>> LockOfAgentAsync(
        NpgsqlConnection connection, Guid agentId, IReadOnlyCollection<AttemptKey> named, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select {Columns}
            from attempts a
            join jobs j on j.id = a.job_id
            where a.agent_id = @agent
              and (a.job_id, a.number) in (
                select job_id, number from attempts where agent_id = @agent and state <> 'ended'
                union
                select * from unnest(@jobs, @numbers))
            order by j.id, a.number
            for no key update of j, a
            """;

        var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", agentId));
        command.Parameters.Add(Arrays.Of("jobs", named, key => key.JobId));
        command.Parameters.Add(Arrays.Of("numbers", named, key => key.Number));
        return ReadAsync(command, cancellationToken);
    }

    /// <summary>How many of the attempts named are another agent's.</summary>
    public static async Task<long> CountOfOthersAsync(
        NpgsqlConnection connection, Guid agentId, IReadOnlyCollection<AttemptKey> named, CancellationToken cancellationToken)
    {
        if (named.Count == 0)
            return 0;

        const string Sql = """
            select count(*)
            from unnest(@jobs, @numbers) as named (job_id, number)
            join attempts a on a.job_id = named.job_id and a.number = named.number
            where a.agent_id <> @agent
            """;

        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid>("agent", agentId));
        command.Parameters.Add(Arrays.Of("jobs", named, key => key.JobId));
        command.Parameters.Add(Arrays.Of("numbers", named, key => key.Number));
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Adds the statements that write every change of these attempts and their jobs; none when nothing changed.</summary>
    public static void AddWrites(NpgsqlBatch batch, IReadOnlyCollection<LockedAttempt> attempts)
    {
        var changedAttempts = attempts.Where(attempt => attempt.Changed).ToList();
        if (changedAttempts.Count > 0)
            batch.BatchCommands.Add(AttemptUpdate(changedAttempts));

        var changedJobs = attempts.Select(attempt => attempt.Job).Where(job => job.Changed || job.Progress is not null).Distinct().ToList();
        if (changedJobs.Count > 0)
            batch.BatchCommands.Add(JobUpdate(changedJobs));
    }

    private static NpgsqlBatchCommand AttemptUpdate(List<LockedAttempt> attempts)
    {
        // How and when an attempt ended stays, also when late events of it are stored afterwards.
        const string Sql = """
            update attempts
            set state = changed.state,
                outcome = coalesce(changed.outcome, attempts.outcome),
                last_sequence = changed.last_sequence,
                failure = coalesce(changed.failure::jsonb, attempts.failure),
                confirmed_at = case when changed.state = 'assigned' then null else coalesce(attempts.confirmed_at, now()) end,
                started_at = case when changed.started then coalesce(attempts.started_at, now()) else attempts.started_at end,
                ended_at = case when changed.state = 'ended' then coalesce(attempts.ended_at, now()) end
            from unnest(@jobs, @numbers, @states, @outcomes, @sequences, @failures, @started)
              as changed (job_id, number, state, outcome, last_sequence, failure, started)
            where attempts.job_id = changed.job_id and attempts.number = changed.number
            """;

        var command = new NpgsqlBatchCommand(Sql);
        command.Parameters.Add(Arrays.Of("jobs", attempts, attempt => attempt.Job.Id));
        command.Parameters.Add(Arrays.Of("numbers", attempts, attempt => attempt.Number));
        command.Parameters.Add(Arrays.Of("states", attempts, attempt => Name(attempt.State)));
        command.Parameters.Add(Arrays.Of("outcomes", attempts, attempt => attempt.Outcome));
        command.Parameters.Add(Arrays.Of("sequences", attempts, attempt => attempt.LastSequence));
        command.Parameters.Add(Arrays.Of("failures", attempts, attempt => Json(attempt.Failure)));
        command.Parameters.Add(Arrays.Of("started", attempts, attempt => attempt.Started));
        return command;
    }

    private static NpgsqlBatchCommand JobUpdate(List<LockedJob> jobs)
    {
        // An agent that took over from another reads reports from their beginning: progress that was made before does not come again.
        const string Sql = """
            update jobs
            set state = changed.state,
                waiting_reason = changed.waiting_reason,
                retries_spent = changed.retries_spent,
                losses = changed.losses,
                memory_bytes = changed.memory_bytes,
                not_before = case when changed.pause is null then jobs.not_before else now() + changed.pause end,
                cancel_asked_at = case when changed.cancel_asked then coalesce(jobs.cancel_asked_at, now()) end,
                started_at = case when changed.started then coalesce(jobs.started_at, now()) else jobs.started_at end,
                finished_at = case when changed.finished then coalesce(jobs.finished_at, now()) end,
                progress = case
                  when changed.starts_over then null
                  when changed.progress is null then jobs.progress
                  when (changed.progress::jsonb ->> 'elapsedSeconds')::float8 > 0
                    and (changed.progress::jsonb ->> 'elapsedSeconds')::float8 < (jobs.progress ->> 'elapsedSeconds')::float8 then jobs.progress
                  else changed.progress::jsonb end,
                failure = changed.failure::jsonb,
                manifest_uri = changed.manifest_uri,
                manifest_digest = changed.manifest_digest
            from unnest(@jobs, @states, @waiting, @spent, @losses, @pauses, @cancels, @started, @finished, @over, @progress,
                        @failures, @uris, @digests, @memory)
              as changed (id, state, waiting_reason, retries_spent, losses, pause, cancel_asked, started, finished, starts_over, progress,
                          failure, manifest_uri, manifest_digest, memory_bytes)
            where jobs.id = changed.id
            """;

        var command = new NpgsqlBatchCommand(Sql);
        command.Parameters.Add(Arrays.Of("jobs", jobs, job => job.Id));
        command.Parameters.Add(Arrays.Of("states", jobs, job => job.State.Name()));
        command.Parameters.Add(Arrays.Of("waiting", jobs, job => job.WaitingReason));
        command.Parameters.Add(Arrays.Of("spent", jobs, job => (short)job.RetriesSpent));
        command.Parameters.Add(Arrays.Of("losses", jobs, job => (short)job.Losses));
        command.Parameters.Add(Arrays.Of("pauses", jobs, job => job.Pause));
        command.Parameters.Add(Arrays.Of("cancels", jobs, job => job.CancelAsked));
        command.Parameters.Add(Arrays.Of("started", jobs, job => job.Started));
        command.Parameters.Add(Arrays.Of("finished", jobs, job => job.State.IsFinished()));
        command.Parameters.Add(Arrays.Of("over", jobs, job => job.StartsOver));
        command.Parameters.Add(Arrays.Of("progress", jobs, job => job.Progress));
        command.Parameters.Add(Arrays.Of("failures", jobs, job => Json(job.Failure)));
        command.Parameters.Add(Arrays.Of("uris", jobs, job => job.ManifestUri));
        command.Parameters.Add(Arrays.Of("digests", jobs, job => job.ManifestDigest));
        command.Parameters.Add(Arrays.Of("memory", jobs, job => job.MemoryBytes));
        return command;
    }

    private static async Task<List<LockedAttempt>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var attempts = new List<LockedAttempt>();
        await using (command)
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            LockedJob? job = null;
            while (await rows.ReadAsync(cancellationToken))
            {
                // Several attempts of one job follow each other and share it.
                var jobId = rows.GetGuid(0);
                if (job?.Id != jobId)
                {
                    job = new()
                    {
                        Id = jobId,
                        State = JobStates.Parse(rows.GetString(1)),
                        CurrentAttempt = rows.GetInt32(2),
                        Retries = rows.GetInt16(3),
                        RetriesSpent = rows.GetInt16(4),
                        Losses = rows.GetInt16(5),
                        CancelAsked = rows.GetBoolean(6),
                        WaitingReason = rows.IsDBNull(7) ? null : rows.GetString(7),
                        DocumentDigest = rows.GetString(13),
                        MemoryBytes = rows.GetFieldValue<long?>(14),
                        MemoryMost = rows.GetFieldValue<long?>(15),
                    };
                }

                attempts.Add(new()
                {
                    Job = job,
                    Number = rows.GetInt32(8),
                    AgentId = rows.GetGuid(9),
                    CommandId = rows.GetGuid(10),
                    State = Parse(rows.GetString(11)),
                    LastSequence = rows.GetInt64(12),
                });
            }
        }

        return attempts;
    }

    private static string? Json(Failure? failure) => failure is null ? null : FailureJson.Write(failure);

    private static string Name(AttemptState state) => state switch
    {
        AttemptState.Assigned => "assigned",
        AttemptState.Confirmed => "confirmed",
        AttemptState.Ended => "ended",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, message: null),
    };

    private static AttemptState Parse(string name) => name switch
    {
        "assigned" => AttemptState.Assigned,
        "confirmed" => AttemptState.Confirmed,
        "ended" => AttemptState.Ended,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, message: null),
    };
}
