using Freehold.ControlPlane.Database;
using Freehold.Hosting;
using Freehold.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Freehold.ControlPlane.Tests.Database;

public sealed class When_a_control_plane_starts_on_an_empty_database
{
    private TestDatabase _database = null!;
    private NpgsqlDataSource _source = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync().InTime();
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
    }

    [TearDown]
    public async Task DropAsync()
    {
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Every_step_is_applied_once_though_eight_start_at_the_same_time()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => MigrateAsync(Migration.All))).InTime();

        Assert.That(await _database.ExecuteAsync("select count(*) from schema_migrations"), Is.EqualTo((long)Migration.All.Count));
    }

    [Test]
    public async Task A_step_that_fails_leaves_nothing_of_itself()
    {
        Migration[] steps = [new(1, "good", "create table a (x int)"), new(2, "bad", "create table b (x int); select 1/0;")];

        Assert.That(async () => await MigrateAsync(steps).InTime(), Throws.InstanceOf<PostgresException>());

        Assert.That(await _database.ExecuteAsync("select count(*) from schema_migrations"), Is.EqualTo(1L));
        Assert.That(await _database.ExecuteAsync("select to_regclass('b') is null"), Is.True);
    }

    [Test]
    public async Task A_step_that_was_changed_afterwards_stops_the_start()
    {
        await MigrateAsync([new(1, "first", "create table a (x int)")]).InTime();

        Assert.That(async () => await MigrateAsync([new(1, "first", "create table a (x bigint)")]).InTime(),
            Throws.TypeOf<StartRefusedException>().With.Message.Contains("0001_first").And.Message.Contains("another build"));
    }

    [Test]
    public async Task A_database_of_a_newer_version_stops_the_start()
    {
        await MigrateAsync([new(1, "first", "select 1"), new(2, "second", "select 1")]).InTime();

        Assert.That(async () => await MigrateAsync([new(1, "first", "select 1")]).InTime(),
            Throws.TypeOf<StartRefusedException>().With.Message.Contains("0002_second").And.Message.Contains("newer version"));
    }

    [Test]
    public void The_numbers_of_our_steps_have_no_gap()
    {
        Assert.That(Migration.All.Select(step => step.Number), Is.EqualTo(Enumerable.Range(1, Migration.All.Count)));
    }

    private Task MigrateAsync(IReadOnlyList<Migration> steps) =>
        new MigrationRunner(_source, NullLogger<MigrationRunner>.Instance).RunAsync(steps, CancellationToken.None);
}
