using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Jobs;
using Freehold.Protocol.V1;
using Npgsql;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>
/// Tells an agent that has rebuilt attempts from what runs, and has no journal of its own, what it has reported before: so that it reports
/// nothing twice.
/// </summary>
internal static class RebuiltAttempts
{
    /// <summary>Adds what is stored of each rebuilt attempt to its verdict. The attempts are locked: nothing is added to them meanwhile.</summary>
    public static async Task TellAsync(
        NpgsqlConnection connection, IReadOnlyCollection<InventoryEntry> inventory, IReadOnlyList<InventoryVerdict> verdicts, CancellationToken cancellationToken)
    {
        var rebuilt = inventory.Zip(verdicts).Where(pair => pair.First.Rebuilt && pair.Second.AcknowledgedSequence > 0)
            .ToDictionary(pair => new AttemptKey(Guid.Parse(pair.First.Attempt.JobId), (int)pair.First.Attempt.Number), pair => pair.Second);
        if (rebuilt.Count == 0)
            return;

        // A terminal event is the last one of its attempt, so is what it waits for if it waits and has not started.
        const string Sql = """
            select e.job_id, e.attempt, e.kind, e.body ->> 'reason', a.started_at is not null
            from unnest(@jobs, @numbers) as named (job_id, number)
            join attempts a on a.job_id = named.job_id and a.number = named.number
            join events e on e.job_id = a.job_id and e.attempt = a.number and e.sequence = a.last_sequence
            """;

        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(Arrays.Of("jobs", rebuilt.Keys, key => key.JobId));
        command.Parameters.Add(Arrays.Of("numbers", rebuilt.Keys, key => key.Number));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var verdict = rebuilt[new(rows.GetGuid(0), rows.GetInt32(1))];
            verdict.Ended = rows.GetString(2) is "succeeded" or "failed" or "cancelled";
            verdict.Started = rows.GetBoolean(4);
            verdict.Waiting = rows.IsDBNull(3) ? WaitingReason.Unspecified : JobEvents.EventBody.ReasonNamed(rows.GetString(3));
        }
    }
}
