using System.Security.Cryptography;
using Freehold.JobContract.Failures;

namespace Freehold.Worker.Tests.Tasks;

/// <summary>A file that takes too long, too much memory or too much disk fails alone.</summary>
public sealed class When_a_task_wants_too_much
{
    private readonly TaskBench _bench = new();

    [SetUp]
    public void Inputs()
    {
        _bench.Files.Put("in/a.csv", "email,n\na@example.org,1\n");
        _bench.Files.Put("in/c.csv", "email,n\nc@example.org,1\n");
    }

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task A_file_over_the_time_limit_of_a_task()
    {
        StuckFile.Make(_bench.Files.PathOf("in/b.csv"));

        var run = await _bench.RunAsync(_bench.Files.Document(
            TaskBench.Rules, spec: "badFiles: quarantine", more: "parallelism: 2\ntaskTimeLimit: 4s"));

        AssertPutAside(run, FailureCode.TimeLimit, FailureDetail.TaskTimeLimit);
    }

    [Test]
    public async Task A_file_that_takes_more_memory_than_the_share_of_a_task()
    {
        // A group of rows of Parquet lies in memory until it is written; these are wide, and do not compress.
        var rows = Enumerable.Range(0, 250_000).Select(_ => $"a@example.org,{Convert.ToHexString(RandomNumberGenerator.GetBytes(150))}\n");
        _bench.Files.Put("in/b.csv", "email,n\n" + string.Concat(rows));

        var run = await _bench.RunAsync(_bench.Files.Document(
            TaskBench.Rules,
            spec: "badFiles: quarantine\n  overrides: [{files: b.csv, format: parquet}]",
            more: "parallelism: 2\nresources: {cpu: \"2\", memory: 110Mi}"));

        AssertPutAside(run, FailureCode.OomKilled, FailureDetail.TaskMemory);
    }

    [Test]
    public async Task A_file_that_takes_more_disk_than_the_share_of_a_task()
    {
        // Mixed line ends have to be written anew before the engine reads them: as much scratch as the file is long.
        _bench.Files.Put("in/b.csv", "email,n\r\n" + string.Concat(Enumerable.Repeat("someone@example.org,1\nsomeone@example.org,2\r\n", 1_000_000)));

        var run = await _bench.RunAsync(_bench.Files.Document(
            TaskBench.Rules, spec: "badFiles: quarantine", more: "parallelism: 2\nresources: {disk: 4Mi}"));

        AssertPutAside(run, FailureCode.OutputUnwritable, FailureDetail.DiskLimit);
    }

    [Test]
    public async Task A_single_file_over_the_time_limit_of_a_task()
    {
        _bench.Files.Put("in/a.csv", "email\n" + string.Concat(Enumerable.Repeat("someone@example.org\n", 5_000_000)));

        var run = await _bench.RunAsync(_bench.Files.Document("[{columns: email, action: mask}]", input: "in/a.csv", more: "taskTimeLimit: 1s"));

        Assert.That((run.Failed.Code, run.Failed.Detail), Is.EqualTo((FailureCode.TimeLimit, FailureDetail.TaskTimeLimit)));
        Assert.That(_bench.Files.OutputFiles, Is.Empty);
    }

    private void AssertPutAside(BenchRun run, string code, string detail)
    {
        run.AssertCommitted();
        var aside = run.Succeeded.Quarantined.Single();
        Assert.That((Path.GetFileNameWithoutExtension(aside.ObjectName), aside.FailureCode, aside.FailureDetail), Is.EqualTo(("b", code, detail)));
        Assert.That(_bench.Files.OutputFiles, Is.EqualTo(new[] { "job/1/a.csv", "job/1/c.csv", "job/manifest.json" }));
        Assert.That(TaskBench.Count(run.Succeeded.Summary, "tasks_quarantined"), Is.EqualTo(1));
    }
}
