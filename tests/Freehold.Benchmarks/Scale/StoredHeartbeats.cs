using Freehold.Benchmarks.Figures;
using Npgsql;

namespace Freehold.Benchmarks.Scale;

/// <summary>How long the last heartbeat of each agent took, from its sender to the transaction that stored it.</summary>
internal static class StoredHeartbeats
{
    // Each heartbeat says when it was sent, in a field that an idle agent does not use; both clocks are this machine's.
    private const string Sql = """
        select 1000 * (extract(epoch from last_heard_at) - extract(epoch from outbox_age))::float8
        from agent_sessions
        where outbox_age is not null
        """;

    public static async Task<Percentiles> ReadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var delays = new Percentiles();
        await using var command = database.CreateCommand(Sql);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            delays.Add(rows.GetDouble(0));
        delays.EndTurn(counts: true);
        return delays;
    }
}
