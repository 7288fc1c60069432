using System.Globalization;
using Freehold.Delivery.Tests.Database;
using Freehold.Delivery.Tests.Invariants;
using Freehold.Delivery.Tests.Schedules;
using Freehold.Delivery.Tests.Time;
using FsCheck;
using FsCheck.Fluent;

namespace Freehold.Delivery.Tests;

/// <summary>docs/testing-delivery.md says what this proves and how to replay a failure.</summary>
public sealed class When_anything_may_go_wrong
{
    private readonly VirtualTime _time = new();
    private ModelDatabase _database = null!;

    private static int Cases =>
        Environment.GetEnvironmentVariable("FREEHOLD_CHAOS_CASES") is { Length: > 0 } cases ? int.Parse(cases, CultureInfo.InvariantCulture) : 100;

    [OneTimeSetUp]
    public async Task CreateDatabaseAsync() => _database = await ModelDatabase.CreateAsync();

    [OneTimeTearDown]
    public async Task DropDatabaseAsync() => await _database.DisposeAsync();

    [Test]
    public void No_job_is_lost_none_is_committed_twice_none_is_forgotten()
    {
        var sw = System.Diagnostics.Stopwatch.StartNew();
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases);
        Check.One(config, Prop.ForAll(AnySchedule.Make(), Run));
        TestContext.Out.WriteLine($"{Cases} cases {sw.Elapsed}");
    }

    private void Run(Schedule schedule)
    {
        using var world = new World(_database, _time);
        foreach (var operation in schedule.Operations)
            operation.Apply(world);
        Convergence.Reach(world);
        Invariant.CheckAll(world);
    }
}
