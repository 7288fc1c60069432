using Freehold.ControlPlane.Dispatch;
using Npgsql;

namespace Freehold.ControlPlane.Jobs;

/// <summary>What became of a request to cancel.</summary>
internal enum CancelOutcome
{
    /// <summary>The project has no such job.</summary>
    NotFound,

    /// <summary>Nothing of the job had started: it is cancelled now.</summary>
    Cancelled,

    /// <summary>The agent was asked to stop it; the job is cancelled when the agent says that it has.</summary>
    Asked,

    /// <summary>The job had ended before and stays as it is.</summary>
    AlreadyFinished,
}

/// <summary>Cancels jobs for people and scripts.</summary>
internal sealed class JobCancellation(NpgsqlDataSource database, JobChanges changes, DispatchSignal dispatch)
{
    /// <summary>
    /// Cancels a job, or asks its agent to. An attempt that is assigned but not confirmed cannot start, whatever the agent
    /// does, so the job ends at once; a confirmed one ends when its agent says so, also when that takes a reconnect.
    /// </summary>
    /// <remarks>Asking again changes nothing and answers the same.</remarks>
    public async Task<CancelOutcome> CancelAsync(Guid projectId, Guid jobId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // 1. Hold the job, so that no dispatcher hands it out and no answer confirms it meanwhile.
        if (await LockAsync(connection, projectId, jobId, cancellationToken) is not { } job)
            return CancelOutcome.NotFound;
        if (job.State.IsFinished())
            return job.State is JobState.Cancelled ? CancelOutcome.Cancelled : CancelOutcome.AlreadyFinished;

        // 2. End it here, or write down that it is to end.
        var attempts = await AttemptStore.LockAsync(connection, [new(jobId, job.Attempt)], cancellationToken);
        var confirmed = attempts is [{ State: AttemptState.Confirmed }] && job.State.IsLive();
        if (confirmed)
            await MarkAskedAsync(connection, jobId, cancellationToken);
        else if (job.State is JobState.Queued)
            await EndQueuedAsync(connection, jobId, cancellationToken);
        else
            await EndAssignedAsync(connection, attempts.Single(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        // 3. Tell the agent and whoever watches.
        changes.Publish(jobId);
        if (!confirmed)
        {
            dispatch.Wake(job.AgentId);
            return CancelOutcome.Cancelled;
        }

        dispatch.WakeToCancel(job.AgentId);
        return CancelOutcome.Asked;
    }

    private static async Task<(JobState State, int Attempt, Guid AgentId)?> LockAsync(
        NpgsqlConnection connection, Guid projectId, Guid jobId, CancellationToken cancellationToken)
    {
        const string Sql = "select state, attempt, agent_id from jobs where id = @job and project_id = @project for no key update";

        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid>("job", jobId));
        command.Parameters.Add(new NpgsqlParameter<Guid>("project", projectId));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? (JobStates.Parse(rows.GetString(0)), rows.GetInt32(1), rows.GetGuid(2))
            : null;
    }

    private static Task MarkAskedAsync(NpgsqlConnection connection, Guid jobId, CancellationToken cancellationToken) =>
        ExecuteAsync(connection,
            "update jobs set cancel_asked_at = coalesce(cancel_asked_at, now()) where id = @job", jobId, cancellationToken);

    private static Task EndQueuedAsync(NpgsqlConnection connection, Guid jobId, CancellationToken cancellationToken) =>
        ExecuteAsync(connection,
            "update jobs set state = 'cancelled', cancel_asked_at = now(), finished_at = now() where id = @job and state = 'queued'",
            jobId, cancellationToken);

    private static async Task EndAssignedAsync(NpgsqlConnection connection, LockedAttempt attempt, CancellationToken cancellationToken)
    {
        attempt.Job.CancelAsked = true;
        attempt.CancelBeforeStart();
        await using var batch = new NpgsqlBatch(connection);
        AttemptStore.AddWrites(batch, [attempt]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, Guid jobId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid>("job", jobId));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
