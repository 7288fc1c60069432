namespace Freehold.DuckDb.Tests;

public sealed class When_a_database_is_open
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly EngineFolder _folder = new();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void The_library_is_the_pinned_version() => Assert.That(DuckDbDatabase.LibraryVersion, Is.EqualTo("v1.5.6"));

    [Test]
    public async Task Text_numbers_truth_and_null_come_back()
    {
        using var database = _folder.Open();

        var result = await database.Connection.QueryAsync(
            "select * from (values ('short', 1, true, 2::bigint), ('longer than twelve bytes, é', null, false, -5::bigint)) order by 2",
            Grace, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(result.RowCount, Is.EqualTo(2));
            Assert.That(result.Text(0, 0), Is.EqualTo("short"));
            Assert.That(result.Text(1, 0), Is.EqualTo("longer than twelve bytes, é"));
            Assert.That(result.Number(0, 1), Is.EqualTo(1));
            Assert.That(result.Number(1, 1), Is.Null);
            Assert.That(result.Number(0, 2), Is.EqualTo(1));
            Assert.That(result.Number(1, 3), Is.EqualTo(-5));
        });
    }

    [Test]
    public async Task Only_the_files_it_was_given_can_be_read_or_written()
    {
        await File.WriteAllTextAsync(_folder.PathOf("mine.csv"), "a\n1\n");
        await File.WriteAllTextAsync(_folder.PathOf("other.csv"), "a\n1\n");
        using var database = _folder.Open(files: ["mine.csv", "out.csv"]);
        var connection = database.Connection;

        var mine = await connection.QueryAsync(
            $"copy (from read_csv({SqlText.Literal(_folder.PathOf("mine.csv"))})) to {SqlText.Literal(_folder.PathOf("out.csv"))}",
            Grace, CancellationToken.None);

        Assert.That(mine.Number(0, 0), Is.EqualTo(1));
        AssertRefused(connection, $"from read_csv({SqlText.Literal(_folder.PathOf("other.csv"))})");
        AssertRefused(connection, $"copy (select 1) to {SqlText.Literal(_folder.PathOf("new.csv"))}");
        AssertRefused(connection, "from read_csv('https://example.com/data.csv')");
        AssertRefused(connection, "install httpfs");
    }

    [TestCase("set autoinstall_known_extensions = true")]
    [TestCase("set enable_external_access = true")]
    [TestCase("set threads = 64")]
    [TestCase("set memory_limit = '100GB'")]
    [TestCase("set lock_configuration = false")]
    public void No_statement_opens_it_again(string statement)
    {
        using var database = _folder.Open();
        AssertRefused(database.Connection, statement);
    }

    [TestCase("autoinstall_known_extensions", "false")]
    [TestCase("autoload_known_extensions", "false")]
    [TestCase("enable_external_access", "false")]
    [TestCase("lock_configuration", "true")]
    [TestCase("enable_geoparquet_conversion", "false")]
    [TestCase("TimeZone", "UTC")]
    public async Task A_setting_is_as_it_was_asked_for(string setting, string value)
    {
        using var database = _folder.Open();

        var result = await database.Connection.QueryAsync($"select current_setting('{setting}')::varchar", Grace, CancellationToken.None);

        Assert.That(result.Text(0, 0), Is.EqualTo(value));
    }

    [Test]
    public async Task What_does_not_fit_into_memory_goes_to_its_folder()
    {
        using var database = _folder.Open(memoryBytes: 64L * 1024 * 1024);

        var result = await database.Connection.QueryAsync(
            "select count(*) from (select x from (select hash(x)::varchar || repeat('-', 40) as x from range(3000000) t(x)) order by x offset 1)",
            Grace, CancellationToken.None);

        Assert.That(result.Number(0, 0), Is.EqualTo(2_999_999));
    }

    [Test]
    public void Its_errors_do_not_quote_the_data()
    {
        const string Canary = "canary-7f3a";
        File.WriteAllText(_folder.PathOf("bad.csv"), $"a\n1\n{Canary}\n");
        using var database = _folder.Open(files: ["bad.csv"]);

        var failure = Assert.ThrowsAsync<DuckDbException>(() => database.Connection.QueryAsync(
            $"from read_csv({SqlText.Literal(_folder.PathOf("bad.csv"))}, columns = {{a: 'INTEGER'}}, header = true)",
            Grace, CancellationToken.None));

        Assert.That(failure.ToString(), Does.Not.Contain(Canary));
        Assert.That(failure.Error, Is.EqualTo(DuckDbError.InvalidInput));
    }

    private static void AssertRefused(DuckDbConnection connection, string statement) =>
        Assert.ThrowsAsync<DuckDbException>(() => connection.QueryAsync(statement, Grace, CancellationToken.None), statement);
}
