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
    private const int UsualCases = 60;

    // What runs between two operations is not in our hands, so a schedule that failed may pass: replaying it takes several rounds.
    private const int ReplayRounds = 40;

    private static readonly string? Seed = Environment.GetEnvironmentVariable("FREEHOLD_DELIVERY_SEED");

    private readonly VirtualTime _time = new();
    private ModelDatabase _database = null!;

    [OneTimeSetUp]
    public async Task CreateDatabaseAsync() => _database = await ModelDatabase.CreateAsync();

    [OneTimeTearDown]
    public async Task DropDatabaseAsync() => await _database.DisposeAsync();

    [Test]
    public void No_job_is_lost_none_is_committed_twice_none_is_forgotten() =>
        Check.One(Configuration(), Prop.ForAll(AnySchedule.Make(), schedule =>
        {
            for (var round = 0; round < (IsReplay ? ReplayRounds : 1); round++)
                Run(schedule);
        }));

    private static bool IsReplay => !string.IsNullOrEmpty(Seed);


    private static Config Configuration()
    {
        var config = Config.QuickThrowOnFailure;
        if (IsReplay)
        {
            // As FsCheck prints it: (1,2,3).
            var parts = Seed!.Trim('(', ')').Split(',');
            return config.WithMaxTest(1).WithReplay(
                ulong.Parse(parts[0], CultureInfo.InvariantCulture),
                ulong.Parse(parts[1], CultureInfo.InvariantCulture),
                int.Parse(parts[2], CultureInfo.InvariantCulture));
        }

        return config.WithMaxTest(Environment.GetEnvironmentVariable("FREEHOLD_CHAOS_CASES") is { Length: > 0 } cases
            ? int.Parse(cases, CultureInfo.InvariantCulture)
            : UsualCases);
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
