using System.Net;
using System.Net.Sockets;

namespace Freehold.DuckDb.Tests;

/// <summary>The engine is locked in: whatever a statement says, it asks nobody and opens nothing but its own files.</summary>
public sealed class When_a_statement_reaches_out
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly EngineFolder _folder = new();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("from read_csv('http://127.0.0.1:{0}/a.csv')")]
    [TestCase("from read_parquet('http://127.0.0.1:{0}/a.parquet')")]
    [TestCase("from 'http://127.0.0.1:{0}/a.json'")]
    [TestCase("copy (select 1) to 'http://127.0.0.1:{0}/out.csv'")]
    [TestCase("attach 'http://127.0.0.1:{0}/a.db'")]
    [TestCase("install spatial from 'http://127.0.0.1:{0}'")]
    [TestCase("load 'http://127.0.0.1:{0}/x.duckdb_extension'")]
    [TestCase("from read_csv('s3://127.0.0.1:{0}/a.csv')")]
    public void Nobody_is_asked(string statement)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var database = _folder.Open(files: ["mine.csv"]);

        AssertRefused(database.Connection, string.Format(null, statement, ((IPEndPoint)listener.LocalEndpoint).Port));

        Assert.That(listener.Pending(), Is.False, "somebody has called");
    }

    [TestCase("from read_csv('/etc/passwd')")]
    [TestCase("from read_text('/proc/self/environ')")]
    [TestCase("from read_blob('{0}/*')")]
    [TestCase("from glob('{0}/*')")]
    [TestCase("from read_csv('{0}/mine.csv/../other.csv')")]
    [TestCase("from read_csv(['{0}/mine.csv', '{0}/other.csv'])")]
    [TestCase("copy (select 1) to '{0}/mine.csv.new'")]
    [TestCase("copy (select 1 as a) to '{0}/parts' (partition_by a)")]
    [TestCase("export database '{0}/all'")]
    [TestCase("attach '{0}/other.db'")]
    [TestCase("load '{0}/other.duckdb_extension'")]
    [TestCase("set allowed_paths = ['{0}/other.csv']")]
    [TestCase("set allowed_directories = ['{0}']")]
    [TestCase("set temp_directory = '{0}'")]
    [TestCase("set max_temp_directory_size = '100GB'")]
    [TestCase("set secret_directory = '{0}'")]
    [TestCase("set allow_unsigned_extensions = true")]
    [TestCase("reset memory_limit")]
    [TestCase("set log_query_path = '{0}/new.log'")]
    public async Task No_other_file_is_opened(string statement)
    {
        await File.WriteAllTextAsync(_folder.PathOf("mine.csv"), "a\n1\n");
        await File.WriteAllTextAsync(_folder.PathOf("other.csv"), "a\n1\n");
        var before = Directory.GetFileSystemEntries(_folder.PathOf(""));
        using var database = _folder.Open(files: ["mine.csv"]);

        AssertRefused(database.Connection, string.Format(null, statement, _folder.PathOf("").TrimEnd('/')));

        Assert.That(Directory.GetFileSystemEntries(_folder.PathOf("")), Is.EquivalentTo(before));
    }

    [TestCase("threads", "1")]
    [TestCase("memory_limit", "64.0 MiB")]
    [TestCase("max_temp_directory_size", "32.0 MiB")]
    public async Task Its_bounds_are_those_that_it_was_given(string setting, string value)
    {
        using var database = DuckDbDatabase.Open(new EngineSettings
        {
            Threads = 1,
            MemoryBytes = 64L * 1024 * 1024,
            TemporaryFolder = _folder.PathOf("engine"),
            TemporaryBytes = 32L * 1024 * 1024,
            Files = [],
        });

        var result = await database.Connection.QueryAsync(
            $"select current_setting('{setting}')::varchar, current_setting('temp_directory')", Grace, CancellationToken.None);

        Assert.That((result.Text(0, 0), result.Text(0, 1)), Is.EqualTo((value, _folder.PathOf("engine"))));
    }

    private static void AssertRefused(DuckDbConnection connection, string statement) =>
        Assert.ThrowsAsync<DuckDbException>(() => connection.QueryAsync(statement, Grace, CancellationToken.None), statement);
}
