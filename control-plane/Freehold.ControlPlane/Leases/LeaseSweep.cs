using Freehold.ControlPlane.Jobs;
using Npgsql;

namespace Freehold.ControlPlane.Leases;

/// <summary>
/// Sees to the attempts of agents that have not been heard for longer than their lease and a margin. Any number of replicas
/// may run it: one at a time does.
/// </summary>
internal sealed class LeaseSweep(
    NpgsqlDataSource database,
    LeaseStore store,
    RetryBackoff backoff,
    AttemptAnnouncements announcements,
    LeaseMetrics metrics,
    ILogger<LeaseSweep> log)
{
    private const int BatchSize = 500;

    /// <summary>Until nothing is due. Call it only right after a stamp of <see cref="Presence"/>.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        while (await SweepBatchAsync(cancellationToken) == BatchSize)
        {
            // A large agent, or a large outage.
        }
    }

    /// <returns>How many attempts were moved.</returns>
    private async Task<int> SweepBatchAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // 1. Hold the sessions of agents that are cut off, then their attempts: the order of a hello, so neither blocks the other.
        if (!await LeaseStore.TryBeTheOneAsync(connection, cancellationToken))
            return 0;
        var due = (await store.TakeDueAsync(connection, BatchSize, cancellationToken)).ToDictionary(cutOff => cutOff.Attempt);
        if (due.Count == 0)
            return 0;
        var attempts = await AttemptStore.LockAsync(connection, due.Keys, cancellationToken);

        // 2. Decide, and write what changed.
        var moved = attempts.Where(attempt => Apply(attempt, due[new(attempt.Job.Id, attempt.Number)])).ToList();
        if (moved.Count == 0)
            return 0;
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            AttemptStore.AddWrites(batch, moved);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await LeaseStore.CloseSessionsAsync(connection, [.. moved.Select(attempt => attempt.AgentId).Distinct()], cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        // 3. Only now say so.
        announcements.Announce(moved);
        foreach (var ofAgent in moved.GroupBy(attempt => attempt.AgentId))
        {
            var withdrawn = ofAgent.Count(attempt => attempt.Outcome == "withdrawn");
            log.GivenUp(ofAgent.Key, withdrawn, ofAgent.Count() - withdrawn);
            metrics.GivenUp(withdrawn, ofAgent.Count() - withdrawn);
        }

        return moved.Count;
    }

    private bool Apply(LockedAttempt attempt, CutOffAttempt cutOff)
    {
        switch (PartitionPolicies.Judge(attempt, cutOff))
        {
            case PartitionVerdict.Withdraw:
                attempt.Withdraw(TimeSpan.Zero);
                return true;
            case PartitionVerdict.GiveUp:
                attempt.GiveUp(backoff);
                return true;
            default:
                return false;
        }
    }
}
