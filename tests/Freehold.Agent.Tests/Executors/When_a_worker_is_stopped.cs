using System.Diagnostics;
using Freehold.Agent.Tests.ScriptedControlPlane;

namespace Freehold.Agent.Tests.Executors;

public sealed class When_a_worker_is_stopped
{
    // A child, a grandchild in a session of its own, one that has thrown its environment away, and one that ignores SIGTERM.
    private const string Family = """
        sleep 600 & echo $! >>"$HERE/pids"
        setsid sh -c 'echo $$ >>"$0/pids"; exec sleep 600' "$HERE" &
        env -i sh -c 'echo $$ >>"$0/pids"; exec sleep 600' "$HERE" &
        sh -c 'trap "" TERM; echo $$ >>"$0/pids"; while :; do sleep 600; done' "$HERE" &
        setsid sh -c 'setsid sh -c "trap \"\" TERM; echo \$\$ >>\"$0/pids\"; while :; do sleep 600; done"' "$HERE" &
        wait
        """;

    private const int FamilySize = 5;

    [Test]
    public async Task Nothing_that_it_started_is_left()
    {
        await using var bench = new ExecutorBench(Family);
        var attempt = await bench.StartAsync();
        var pids = await bench.PidsAsync("pids", FamilySize);
        Assert.That(pids.All(ExecutorBench.IsAlive), "they run before");

        await bench.NewExecutor(TimeSpan.FromMilliseconds(300)).StopAsync(attempt, CancellationToken.None).InTime();

        Assert.That(pids.Where(ExecutorBench.IsAlive), Is.Empty);
        Assert.That(bench.Worker.Calls.Where(ExecutorBench.IsAlive), Is.Empty);
    }

    [Test]
    public async Task The_next_process_of_the_agent_finds_the_family_as_well()
    {
        await using var bench = new ExecutorBench(Family);
        var attempt = await bench.StartAsync();
        var pids = await bench.PidsAsync("pids", FamilySize);

        // The worker dies and its shell ends: nobody is left whose children these are.
        Process.GetProcessById(bench.Worker.Calls[0]).Kill();
        bench.RestartAgent();
        await bench.NewExecutor(TimeSpan.Zero).StopAsync(attempt, CancellationToken.None).InTime();

        Assert.That(pids.Where(ExecutorBench.IsAlive), Is.Empty);
    }

    [Test]
    public async Task It_is_asked_first_and_may_finish_what_it_says()
    {
        await using var bench = new ExecutorBench($$$"""
            trap 'echo "{\"cancelled\":{}}"; exit 143' TERM
            {{{FakeWorker.RunsUntilStopped}}}
            """);
        var attempt = await bench.StartAsync();
        await Eventually.IsTrueAsync(() => bench.Worker.Calls.Count == 1);
        await StartedAsync(bench, attempt);

        await bench.Executor.StopAsync(attempt, CancellationToken.None).InTime();

        var (reports, end) = await bench.WatchToEndAsync(attempt);
        Assert.That(reports[^1].Cancelled, Is.Not.Null);
        Assert.That(end.Signal, Is.EqualTo(15));
    }

    [Test]
    public async Task Before_it_started_it_never_will()
    {
        await using var bench = new ExecutorBench(FakeWorker.Succeeds);
        var order = bench.NewOrder();
        Directory.CreateDirectory(Path.Combine(bench.Work, order.Attempt.FolderName));

        await bench.Executor.StopAsync(order.Attempt, CancellationToken.None).InTime();
        await bench.Executor.StartAsync(order, CancellationToken.None).InTime();

        var (reports, end) = await bench.WatchToEndAsync(order.Attempt);
        Assert.That(reports, Is.Empty);
        Assert.That(end, Is.EqualTo(new Freehold.Agent.Executors.WorkerEnded(null, 0)));
        Assert.That(bench.Worker.Calls, Is.Empty);
    }

    [Test]
    public async Task Stopping_what_is_not_there_is_right()
    {
        await using var bench = new ExecutorBench(FakeWorker.Succeeds);

        await bench.Executor.StopAsync(Messages.NewAttempt(), CancellationToken.None).InTime();
    }

    [Test]
    public async Task A_stranger_with_the_same_process_number_is_left_alone()
    {
        await using var bench = new ExecutorBench(FakeWorker.Succeeds);
        var attempt = await bench.StartAsync();
        await bench.WatchToEndAsync(attempt);
        using var stranger = Process.Start("setsid", ["sleep", "600"]);
        await Eventually.IsTrueAsync(() => Freehold.Agent.Executors.Processes.ProcFiles.ReadStat(stranger.Id)?.Session == stranger.Id);

        // What lies there after the number was given again: the right pid, another start time.
        var identity = Path.Combine(bench.Work, attempt.FolderName, "process");
        var fields = (await File.ReadAllTextAsync(identity)).Split(' ');
        await File.WriteAllTextAsync(identity, $"{stranger.Id} {fields[1]} {fields[2]}");
        await bench.Executor.StopAsync(attempt, CancellationToken.None).InTime();

        Assert.That(ExecutorBench.IsAlive(stranger.Id));
        stranger.Kill();
    }

    private static async Task StartedAsync(ExecutorBench bench, Freehold.Agent.Assignments.AttemptId attempt)
    {
        var report = Path.Combine(bench.Work, attempt.FolderName, "report.jsonl");
        await Eventually.IsTrueAsync(() => File.Exists(report) && new FileInfo(report).Length > 0);
    }
}
