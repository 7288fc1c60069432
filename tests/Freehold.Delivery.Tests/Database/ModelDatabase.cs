using Freehold.Agent.Assignments;
using Freehold.ControlPlane.Database;
using Freehold.Delivery.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Freehold.Delivery.Tests.Database;

/// <summary>A real PostgreSQL with the product's schema, in which time passes as the schedule says and notices can get lost.</summary>
internal sealed class ModelDatabase : IAsyncDisposable
{
    /// <summary>What names a replica's connections to the server begin with.</summary>
    private const string ReplicaPrefix = "replica-";

    private readonly TestDatabase _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlDataSource _looks;

    private ModelDatabase(TestDatabase database, NpgsqlConnection connection)
    {
        _database = database;
        _connection = connection;
        _looks = Watched(With(database.ConnectionString, name: "model", pooling: true));
    }

    public static async Task<ModelDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync("delivery_model", PrepareAsync).InTime();
        var connection = new NpgsqlConnection(With(database.ConnectionString, name: "model", pooling: false));
        await connection.OpenAsync().InTime();
        return new(database, connection);
    }

    /// <summary>The connections of one process of the control plane.</summary>
    public NpgsqlDataSource SourceFor(string replica) => Watched(With(_database.ConnectionString, ReplicaPrefix + replica, pooling: true));

    /// <summary>Sets the server's time.</summary>
    public void SetTime(DateTimeOffset instant) => Execute("update model.clock set instant = $1", instant.UtcDateTime);

    /// <summary>Whether notices between replicas get lost from now on.</summary>
    public void LoseNotices(bool lost) => Execute("update model.faults set notices_lost = $1", lost);

    /// <summary>Breaks every connection of one process, or of all of them, and returns when they are gone.</summary>
    public void BreakConnections(string replica = "")
    {
        const string Sql = """
            select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where application_name like $1
            """;
        Query(Sql, row => row.GetInt64(0), ReplicaPrefix + replica + "%");
    }

    /// <summary>Whether an attempt was confirmed by now. From any thread.</summary>
    public async Task<bool> WasConfirmedAsync(AttemptId attempt)
    {
        await using var command = _looks.CreateCommand("select confirmed_at is not null from attempts where job_id = $1 and number = $2");
        command.Parameters.Add(new() { Value = attempt.Job });
        command.Parameters.Add(new() { Value = (int)attempt.Number });
        return await command.ExecuteScalarAsync() is true;
    }

    /// <summary>Highest sequence stored of an attempt; null when there is no such attempt. From any thread.</summary>
    public async Task<long?> LastSequenceAsync(Guid job, int attempt)
    {
        await using var command = _looks.CreateCommand("select last_sequence from attempts where job_id = $1 and number = $2");
        command.Parameters.Add(new() { Value = job });
        command.Parameters.Add(new() { Value = attempt });
        return await command.ExecuteScalarAsync() as long?;
    }

    public void Execute(string sql, params IReadOnlyList<object> values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    public List<T> Query<T>(string sql, Func<NpgsqlDataReader, T> read, params IReadOnlyList<object> values)
    {
        using var command = Command(sql, values);
        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
            all.Add(read(rows));
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await _looks.DisposeAsync();
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    private NpgsqlCommand Command(string sql, IReadOnlyList<object> values)
    {
        var command = new NpgsqlCommand(sql, _connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static NpgsqlDataSource Watched(string connectionString) =>
        new NpgsqlDataSourceBuilder(connectionString) { Name = Rest.WatchedPools + Guid.NewGuid() }.Build();

    private static async Task PrepareAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(With(connectionString, name: "model", pooling: false));
        await ExecuteAsync(source, "model.sql");
        await new MigrationRunner(source, NullLogger<MigrationRunner>.Instance).RunAsync(Migration.All, CancellationToken.None);
        await ExecuteAsync(source, "history.sql");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string script)
    {
        using var reader = new StreamReader(typeof(ModelDatabase).Assembly.GetManifestResourceStream(script)!);
        await using var command = source.CreateCommand(await reader.ReadToEndAsync());
        await command.ExecuteNonQueryAsync();
    }

    // The product's SQL says now() and pg_notify(): with this path it finds the model's.
    private static string With(string connectionString, string name, bool pooling) =>
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = "model,pg_catalog,public",
            ApplicationName = name,
            Pooling = pooling,
            MaxPoolSize = 20,
        }.ConnectionString;
}
