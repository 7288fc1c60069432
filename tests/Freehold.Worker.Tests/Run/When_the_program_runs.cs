using System.Diagnostics;

namespace Freehold.Worker.Tests.Run;

public sealed class When_the_program_runs
{
    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task It_commits_with_exit_code_0_and_makes_an_id_where_none_is_given()
    {
        _bench.Put("in/a.csv", "email;n\nx@example.org;1\n");
        using var worker = WorkerProcess.Start(
            "run", _bench.Document("[{columns: email, action: pseudonym}]"), "--work-folder", _bench.PathOf("work"), "--set", "spec.csv.delimiter=;");

        var run = await worker.EndedAsync();

        run.AssertCommitted();
        Assert.That(run.Succeeded.ManifestUri, Does.Match("/out/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]+/manifest.json$"));
        Assert.That(run.People, Does.StartWith("Committed 1 rows"));
    }

    [Test]
    public async Task SIGTERM_ends_it_in_5_seconds_with_143_and_nothing_left_but_the_log()
    {
        // 20 million rows: far more than can be done before the signal.
        await using (var big = new StreamWriter(Directory.CreateDirectory(_bench.PathOf("in")).FullName + "/a.csv"))
        {
            await big.WriteAsync("email\n");
            var block = string.Concat(Enumerable.Range(0, 10_000).Select(row => $"canary{row}@example.org\n"));
            for (var index = 0; index < 2_000; index++)
                await big.WriteAsync(block);
        }

        using var worker = WorkerProcess.Start(
            "run", _bench.Document("[{columns: email, action: pseudonym}]"), "--job-id", "job", "--work-folder", _bench.PathOf("work"));
        await worker.ReportedAsync("\"rowsRead\"");
        var signalled = Stopwatch.GetTimestamp();
        worker.Terminate();

        var run = await worker.EndedAsync();

        Assert.That(run.ExitCode, Is.EqualTo(143), run.People);
        Assert.That(Stopwatch.GetElapsedTime(signalled), Is.LessThan(TimeSpan.FromSeconds(5)));
        Assert.That(run.Reports[^1].Cancelled, Is.Not.Null);
        Assert.That(_bench.OutputFiles, Is.Empty);
        Assert.That(File.Exists(_bench.OutputPath("logs/worker.log")), Is.True);
        Assert.That(Directory.EnumerateFiles(_bench.PathOf("work"), "*", SearchOption.AllDirectories), Is.Empty);
        Assert.That(_bench.Everything(run), Does.Not.Contain("canary"));
    }

    [TestCase("run")]
    [TestCase("run", "job.yaml", "--attempt", "0")]
    [TestCase("run", "job.yaml", "--attempt", "x")]
    [TestCase("run", "job.yaml", "--job-id", "../x")]
    [TestCase("run", "job.yaml", "--set", "novalue")]
    [TestCase("run", "job.yaml", "--unknown")]
    [TestCase("task", "job.yaml", "--job-id", "job")]
    [TestCase("task", "job.yaml", "--job-id", "job", "--index", "-1")]
    [TestCase("task", "job.yaml", "--index", "0")]
    [TestCase("task", "job.yaml", "--job-id", "job", "--index", "0", "--try", "0")]
    [TestCase("commit", "job.yaml")]
    [TestCase("commit", "job.yaml", "--job-id", "job", "--given-up", "3")]
    [TestCase("plan", "job.yaml", "--run-below", "much")]
    [TestCase("fly")]
    public async Task A_wrong_command_line_ends_with_2_and_says_why(params string[] arguments)
    {
        using var worker = WorkerProcess.Start(arguments);

        var run = await worker.EndedAsync();

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Report, Is.Empty);
        Assert.That(run.People, Is.Not.Empty);
    }

    [Test]
    public async Task A_bad_document_ends_with_78()
    {
        _bench.Put("job.yaml", "kind: transform\n");
        using var worker = WorkerProcess.Start("run", _bench.PathOf("job.yaml"));

        Assert.That((await worker.EndedAsync()).ExitCode, Is.EqualTo(78));
    }
}
