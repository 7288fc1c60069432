using System.Diagnostics;

namespace Freehold.Agent.Tests.Executors;

public sealed class When_a_worker_ends_and_its_children_do_not
{
    [Test]
    public async Task They_are_gone_before_its_end_is_told()
    {
        await using var bench = new ExecutorBench($$"""
            setsid sh -c 'echo $$ >>"$0/pids"; exec sleep 600' "$HERE" &
            while [ ! -s "$HERE/pids" ]; do sleep 0.02; done
            {{FakeWorker.Succeeds}}
            """);
        var attempt = await bench.StartAsync();

        var (reports, end) = await bench.WatchToEndAsync(attempt);

        Assert.That((await bench.PidsAsync("pids", 1)).Where(ExecutorBench.IsAlive), Is.Empty);
        Assert.That(reports, Has.Count.EqualTo(2));
        Assert.That(end.ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_killed_shell_counts_as_killed_and_takes_the_worker_with_it()
    {
        await using var bench = new ExecutorBench($"echo $PPID >\"$HERE/shell\"\n{FakeWorker.RunsUntilStopped}");
        var attempt = await bench.StartAsync();
        var shell = (await bench.PidsAsync("shell", 1))[0];
        await Eventually.IsTrueAsync(() => bench.Worker.Calls.Count == 1);

        Process.GetProcessById(shell).Kill();

        var (_, end) = await bench.WatchToEndAsync(attempt);
        Assert.That(end.Signal, Is.EqualTo(9));
        Assert.That(bench.Worker.Calls.Where(ExecutorBench.IsAlive), Is.Empty);
    }
}
