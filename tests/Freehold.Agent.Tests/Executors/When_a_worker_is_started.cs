using Freehold.Agent.Executors;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors;

public sealed class When_a_worker_is_started
{
    [Test]
    public async Task It_gets_its_task_as_arguments_and_a_folder_of_its_own()
    {
        await using var bench = new ExecutorBench("""
            echo "$@" >"$HERE/arguments"
            cat "$DOCUMENT" >"$HERE/document"; echo >>"$HERE/document"
            [ "$TMPDIR" = "$WORK" ] && [ -d "$WORK" ] && echo yes >"$HERE/folder"
            """);
        var attempt = await bench.StartAsync();
        await bench.WatchToEndAsync(attempt);

        var folder = Path.Combine(bench.Work, attempt.FolderName);
        Assert.That((await bench.Worker.LeavesAsync("arguments")).Trim(), Is.EqualTo(
            $"run {folder}/job.json --job-id {attempt.Job:D} --attempt 1 --work-folder {folder}/scratch"));
        Assert.That((await bench.Worker.LeavesAsync("document")).Trim(), Is.EqualTo(Messages.Document));
        Assert.That(await bench.Worker.LeavesAsync("folder"), Is.EqualTo("yes\n"));
    }

    [Test]
    public async Task Its_reports_and_its_end_are_seen()
    {
        await using var bench = new ExecutorBench($"{FakeWorker.Succeeds}\nexit 0");
        var attempt = await bench.StartAsync();

        var (reports, end) = await bench.WatchToEndAsync(attempt);

        Assert.That(reports.Select(report => report.KindCase),
            Is.EqualTo(new[] { WorkerReport.KindOneofCase.Started, WorkerReport.KindOneofCase.Succeeded }));
        Assert.That(end, Is.EqualTo(new WorkerEnded(ExitCode: 0, Signal: 0)));
    }

    [TestCase("exit 3", 3, 0)]
    [TestCase("exit 127", 127, 0)]
    [TestCase("kill -9 $$", null, 9)]
    [TestCase("kill -SEGV $$", null, 11)]
    public async Task How_it_ended_is_told(string script, int? exitCode, int signal)
    {
        await using var bench = new ExecutorBench(script);
        var attempt = await bench.StartAsync();

        Assert.That((await bench.WatchToEndAsync(attempt)).End, Is.EqualTo(new WorkerEnded(exitCode, signal)));
    }

    [Test]
    public async Task The_same_attempt_thrice_starts_one_process()
    {
        await using var bench = new ExecutorBench(FakeWorker.RunsUntilReleased);
        var order = bench.NewOrder();

        await bench.Executor.StartAsync(order, CancellationToken.None).InTime();
        await bench.Executor.StartAsync(order, CancellationToken.None).InTime();
        bench.RestartAgent();
        await bench.Executor.StartAsync(order, CancellationToken.None).InTime();

        bench.Worker.Release();
        await bench.WatchToEndAsync(order.Attempt);
        Assert.That(bench.Worker.Calls, Has.Count.EqualTo(1));
    }

    // As after a crash between launching and noticing: the second launch does not know of the first.
    [Test]
    public async Task Launches_at_the_same_time_start_one_process()
    {
        await using var bench = new ExecutorBench(FakeWorker.RunsUntilReleased);
        var order = bench.NewOrder();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bench.NewExecutor().StartAsync(order, CancellationToken.None))).InTime();

        bench.Worker.Release();
        await bench.WatchToEndAsync(order.Attempt);
        Assert.That(bench.Worker.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_ended_attempt_is_not_started_again()
    {
        await using var bench = new ExecutorBench(FakeWorker.Succeeds);
        var order = bench.NewOrder();
        await bench.Executor.StartAsync(order, CancellationToken.None).InTime();
        await bench.WatchToEndAsync(order.Attempt);

        bench.RestartAgent();
        await bench.Executor.StartAsync(order, CancellationToken.None).InTime();

        Assert.That((await bench.WatchToEndAsync(order.Attempt)).Reports, Has.Count.EqualTo(2));
        Assert.That(bench.Worker.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Nobody_else_can_read_its_files()
    {
        await using var bench = new ExecutorBench("echo secret; echo secret >&2; echo secret >\"$WORK/temporary\"");
        var attempt = await bench.StartAsync();
        await bench.WatchToEndAsync(attempt);

        var folder = new DirectoryInfo(Path.Combine(bench.Work, attempt.FolderName));
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.Multiple(() =>
        {
            Assert.That(folder.UnixFileMode & Others, Is.EqualTo(UnixFileMode.None));
            foreach (var entry in folder.EnumerateFileSystemInfos())
                Assert.That(entry.UnixFileMode & Others, Is.EqualTo(UnixFileMode.None), entry.Name);
        });
    }

    [Test]
    public async Task A_worker_that_is_no_program_is_said_to_have_failed_to_start()
    {
        await using var bench = new ExecutorBench("exit 0");
        File.Delete(bench.Worker.Path);

        Assert.ThrowsAsync<WorkerNotStartedException>(() => bench.StartAsync());
    }

    [Test]
    public async Task It_leaves_no_zombie_behind()
    {
        await using var bench = new ExecutorBench("echo $PPID >\"$HERE/shell\"");
        var attempt = await bench.StartAsync();
        await bench.WatchToEndAsync(attempt);

        var shell = (await bench.PidsAsync("shell", 1))[0];
        await Eventually.IsTrueAsync(() => !Directory.Exists($"/proc/{shell}"));
    }
}
