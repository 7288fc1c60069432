using System.Collections.Concurrent;
using Npgsql;

namespace Freehold.Testing;

/// <summary>A database of a fixture's own on a real PostgreSQL, copied from a prepared template; dropped when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new(StringComparer.Ordinal);

    private readonly string _maintenance;
    private readonly string _name;

    private TestDatabase(string maintenance, string name)
    {
        _maintenance = maintenance;
        _name = name;
        ConnectionString = For(maintenance, name);
    }

    /// <summary>For Npgsql.</summary>
    public string ConnectionString { get; }

    /// <summary>An empty database.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync()
    {
        var maintenance = await TestPostgres.ConnectionStringAsync();
        return await CreateAsync(maintenance, "template1");
    }

    /// <summary>A copy of a template that is prepared once in a process.</summary>
    /// <param name="template">Name of the template: lower-case letters and underscores.</param>
    /// <param name="prepare">Fills an empty database whose connection string it is given; leaves no connection open.</param>
    public static async Task<TestDatabase> CreateAsync(string template, Func<string, Task> prepare)
    {
        var maintenance = await TestPostgres.ConnectionStringAsync();
        var prepared = Templates.GetOrAdd(template, name => new(() => PrepareAsync(maintenance, name, prepare)));
        return await CreateAsync(maintenance, await prepared.Value);
    }

    /// <summary>Runs one statement, for arranging and looking.</summary>
    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Ends every connection and takes no new one, as if the server were away.</summary>
    public async Task ShutOutAsync()
    {
        await ExecuteAsync(_maintenance, $"alter database {_name} allow_connections false");
        await ExecuteAsync(_maintenance, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{_name}'");
    }

    /// <summary>Takes connections again.</summary>
    public Task LetInAsync() => ExecuteAsync(_maintenance, $"alter database {_name} allow_connections true");

    /// <summary>Drops the database and whatever is still connected to it.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync(_maintenance, $"drop database if exists {_name} with (force)");
    }

    private static async Task<string> PrepareAsync(string maintenance, string name, Func<string, Task> prepare)
    {
        await ExecuteAsync(maintenance, $"create database {name}");
        await prepare(For(maintenance, name));
        return name;
    }

    private static async Task<TestDatabase> CreateAsync(string maintenance, string template)
    {
        var name = $"t{Guid.NewGuid():N}";
        await ExecuteAsync(maintenance, $"create database {name} template {template}");
        return new(maintenance, name);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // Not pooled where it is only looked at: an idle connection would keep a database from being a template.
    private static string For(string maintenance, string database) =>
        new NpgsqlConnectionStringBuilder(maintenance) { Database = database, Pooling = true, MaxPoolSize = 20, ConnectionIdleLifetime = 10 }.ConnectionString;
}
