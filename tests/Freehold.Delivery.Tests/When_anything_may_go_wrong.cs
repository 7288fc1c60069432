using Freehold.Delivery.Tests.Agents;
using Freehold.Delivery.Tests.Database;
using Freehold.Delivery.Tests.Operations;
using Freehold.Delivery.Tests.Schedules;
using Freehold.Delivery.Tests.Time;

namespace Freehold.Delivery.Tests;

public sealed class When_anything_may_go_wrong
{
    private readonly VirtualTime _time = new();
    private ModelDatabase _database = null!;

    [OneTimeSetUp]
    public async Task CreateDatabaseAsync() => _database = await ModelDatabase.CreateAsync();

    [OneTimeTearDown]
    public async Task DropDatabaseAsync() => await _database.DisposeAsync();

    [Test]
    public void A_job_goes_from_submission_to_its_end()
    {
        for (var i = 0; i < 5; i++)
        {
        var sw = System.Diagnostics.Stopwatch.StartNew();
        using var world = new World(_database, _time);
        TestContext.Out.WriteLine($"made {sw.ElapsedMilliseconds}");
        new Submit(0, 0, new(2, [WorkerEnd.Commits], WhenStopped.Stops), 0).Apply(world);
        new Settle().Apply(world);
        TestContext.Out.WriteLine($"submitted {sw.ElapsedMilliseconds} {world.Machines[0].Workers.Running.Count}");
        Convergence.Reach(world);
        TestContext.Out.WriteLine($"reached {sw.ElapsedMilliseconds} {world.Time.Now}");
        }
    }
}
