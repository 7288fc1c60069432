using Npgsql;

namespace Freehold.EndToEnd.Tests.Programs;

/// <summary>
/// A clock of the database host that a test can step: a function <c>now()</c> in a schema that the replicas' connections look
/// into before PostgreSQL's own.
/// </summary>
internal sealed class DatabaseClock
{
    /// <summary>For the connection string of a replica.</summary>
    public const string SearchPath = "clock,pg_catalog,public";

    private readonly Func<string> _connectionString;

    private DatabaseClock(Func<string> connectionString) => _connectionString = connectionString;

    /// <param name="connectionString">Asked each time: a server that was restarted has another one.</param>
    public static async Task<DatabaseClock> MakeAsync(Func<string> connectionString)
    {
        var clock = new DatabaseClock(connectionString);
        await clock.ExecuteAsync("""
            create schema if not exists clock;
            create table if not exists clock.step (by interval not null);
            insert into clock.step values ('0');
            create or replace function clock.now() returns timestamptz stable language sql as
              $$ select pg_catalog.now() + (select by from clock.step limit 1) $$;
            """);
        return clock;
    }

    /// <summary>Sets the clock to the true time and this.</summary>
    public Task StepAsync(TimeSpan by) => ExecuteAsync($"update clock.step set by = interval '{(long)by.TotalSeconds} seconds'");

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString());
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
