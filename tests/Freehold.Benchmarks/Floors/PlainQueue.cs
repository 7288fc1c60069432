using Npgsql;

namespace Freehold.Benchmarks.Floors;

/// <summary>
/// What a queue in one PostgreSQL table costs at least: a job is inserted, claimed with SKIP LOCKED and marked as done, each in
/// a durable commit of its own. One index finds what is queued; no history, no agent, no network but to the database.
/// </summary>
internal sealed class PlainQueue(NpgsqlDataSource database)
{
    private const string Payload = """{"kind":"transform","input":"file:///data/*.csv","output":"file:///out/","spec":{"rules":[{"columns":"email","action":"mask"}]}}""";

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            create table plain_jobs (id bigint generated always as identity primary key, state text not null default 'queued', payload text not null);
            create index plain_jobs_queued on plain_jobs (id) where state = 'queued';
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes jobs through their lives, each client so many at a time.</summary>
    public Task CycleAsync(int jobs, int clients, int atATime, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            for (var done = 0; done < jobs / clients; done += atATime)
            {
                await InsertAsync(connection, atATime, cancellationToken);
                var ids = await ClaimAsync(connection, atATime, cancellationToken);
                await FinishAsync(connection, ids, cancellationToken);
            }
        }));

    public async Task FillAsync(int jobs, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"insert into plain_jobs (payload) select '{Payload}' from generate_series(1, {jobs}); analyze plain_jobs");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<long[]> ClaimAsync(NpgsqlConnection connection, int atMost, CancellationToken cancellationToken)
    {
        await using var claim = new NpgsqlCommand("""
            with next as materialized (
              select id from plain_jobs where state = 'queued' order by id limit $1 for update skip locked
            )
            update plain_jobs set state = 'taken' where id = any (array(select id from next)) returning id
            """, connection);
        claim.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        var ids = new List<long>(atMost);
        await using var rows = await claim.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            ids.Add(rows.GetInt64(0));
        return [.. ids];
    }

    public static async Task InsertAsync(NpgsqlConnection connection, int jobs, CancellationToken cancellationToken)
    {
        await using var insert = new NpgsqlCommand("insert into plain_jobs (payload) select * from unnest($1)", connection);
        insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. Enumerable.Repeat(Payload, jobs)] });
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task FinishAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancellationToken)
    {
        await using var finish = new NpgsqlCommand("update plain_jobs set state = 'done' where id = any ($1)", connection);
        finish.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        await finish.ExecuteNonQueryAsync(cancellationToken);
    }
}
