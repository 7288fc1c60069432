using Freehold.Agent.Assignments;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors;

public sealed class When_the_agent_restarts
{
    [Test]
    public async Task The_worker_goes_on_and_everything_that_it_reported_is_seen()
    {
        await using var bench = new ExecutorBench(FakeWorker.RunsUntilReleased);
        var attempt = await bench.StartAsync();

        bench.RestartAgent();
        bench.Worker.Release();
        var (reports, end) = await bench.WatchToEndAsync(attempt);

        Assert.That(reports.Select(report => report.KindCase),
            Is.EqualTo(new[] { WorkerReport.KindOneofCase.Started, WorkerReport.KindOneofCase.Succeeded }));
        Assert.That(end.ExitCode, Is.Zero);
    }

    [Test]
    public async Task It_is_known_how_long_the_worker_has_run()
    {
        await using var bench = new ExecutorBench(FakeWorker.RunsUntilReleased);
        var attempt = await bench.StartAsync();
        await Eventually.IsTrueAsync(() => bench.Executor.StartedAgo(attempt) > TimeSpan.FromMilliseconds(300));

        bench.RestartAgent();

        Assert.That(bench.Executor.StartedAgo(attempt), Is.GreaterThan(TimeSpan.FromMilliseconds(300)).And.LessThan(TimeLimit.Default));
    }

    [Test]
    public async Task What_is_not_in_the_journal_is_stopped_and_removed()
    {
        await using var bench = new ExecutorBench(FakeWorker.RunsUntilStopped);
        var known = await bench.StartAsync();
        var orphan = await bench.StartAsync();
        await Eventually.IsTrueAsync(() => bench.Worker.Calls.Count == 2);
        Directory.CreateDirectory(Path.Combine(bench.Work, "not-ours"));

        bench.RestartAgent();
        await bench.Executor.SweepAsync(new HashSet<AttemptId> { known }, CancellationToken.None).InTime();

        Assert.That(bench.Worker.Calls.Count(ExecutorBench.IsAlive), Is.EqualTo(1));
        Assert.That(Directory.Exists(Path.Combine(bench.Work, known.FolderName)));
        Assert.That(Directory.Exists(Path.Combine(bench.Work, orphan.FolderName)), Is.False);
        Assert.That(Directory.Exists(Path.Combine(bench.Work, "not-ours")));
    }

    [Test]
    public async Task A_process_of_an_earlier_boot_is_not_taken_for_a_living_one()
    {
        await using var bench = new ExecutorBench(FakeWorker.RunsUntilStopped);
        var attempt = await bench.StartAsync();
        var identity = Path.Combine(bench.Work, attempt.FolderName, "process");
        var fields = (await File.ReadAllTextAsync(identity)).Split(' ');

        await File.WriteAllTextAsync(identity, $"{fields[0]} {fields[1]} {Guid.NewGuid():D}\n");

        var (_, end) = await bench.WatchToEndAsync(attempt);
        Assert.That(end.Signal, Is.EqualTo(9));
    }
}
