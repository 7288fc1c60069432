using Freehold.Agent.Executors;

namespace Freehold.Agent.Tests.Executors;

public sealed class When_a_worker_says_nothing
{
    // A job may be silent for days; only a sign now and then tells that apart from watching that hangs.
    [Test]
    public async Task Watching_it_still_gives_signs_of_life()
    {
        await using var bench = new ExecutorBench(FakeWorker.RunsUntilReleased);
        var attempt = await bench.StartAsync();
        using var late = new CancellationTokenSource(TimeLimit.Default);

        var signs = 0;
        var seen = new List<WorkerObservation>();
        await foreach (var observation in bench.Executor.WatchAsync(attempt, late.Token))
        {
            seen.Add(observation);
            if (observation is StillWatching && ++signs == 5)
                bench.Worker.Release();
        }

        Assert.That(signs, Is.GreaterThanOrEqualTo(5));
        Assert.That(seen.FindIndex(each => each is EndingLeftovers), Is.GreaterThan(seen.FindLastIndex(each => each is StillWatching)));
        Assert.That(seen[^1], Is.InstanceOf<WorkerEnded>());
    }
}
