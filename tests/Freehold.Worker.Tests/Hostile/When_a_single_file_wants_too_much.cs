using System.Security.Cryptography;

namespace Freehold.Worker.Tests.Hostile;

/// <summary>A job of one object has no child to kill: the worker keeps watch over itself.</summary>
// Each uses all the memory and processors that it may: one after the other.
[NonParallelizable]
public sealed class When_a_single_file_wants_too_much
{
    private readonly HostileBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task Memory()
    {
        // A group of rows of Parquet lies in memory until it is written; these are wide, and do not compress.
        var rows = Enumerable.Range(0, 300_000).Select(_ => $"a@example.org,{Convert.ToHexString(RandomNumberGenerator.GetBytes(150))}\n");
        _bench.Files.Put("in/a.csv", "email,n\n" + string.Concat(rows));

        var run = await _bench.RunAsync("transform", "rules: [{columns: email, action: mask}]\nformat: parquet", "resources: {cpu: \"2\", memory: 130Mi}");

        AssertFailed(run, "oom_killed", "task_memory");
    }

    [Test]
    public async Task Disk()
    {
        // Mixed line ends have to be written anew before the engine reads them: as much scratch as the file is long.
        _bench.Files.Put("in/a.csv", "email,n\r\n" + string.Concat(Enumerable.Repeat("someone@example.org,1\nsomeone@example.org,2\r\n", 1_000_000)));

        var run = await _bench.RunAsync("transform", "rules: [{columns: email, action: mask}]", "resources: {disk: 4Mi}");

        AssertFailed(run, "output_unwritable", "disk_limit");
    }

    [Test]
    public async Task What_one_file_expanded_to_does_not_count_against_the_next()
    {
        // Each may take half of the disk, and the first takes all of that before it fails.
        foreach (var name in "abcd")
            _bench.Files.Put($"in/{name}.csv.gz", GzipBomb.Of("email,n\n", (byte)'\n', millions: 500));
        _bench.Files.Put("in/e.csv.gz", GzipBomb.Of("email,n\na,1\n", (byte)'\n', millions: 8));

        var run = await _bench.RunAsync(
            "transform", "rules: [{columns: email, action: mask}]\nbadFiles: quarantine", "resources: {cpu: \"1\", disk: 20Mi}");

        Assert.That(HostileBench.PutAside(run).Values, Is.EqualTo(Enumerable.Repeat("bad_input/expands_too_far", 4)));
        Assert.That(run.Succeeded.Artifacts, Has.Count.EqualTo(1));
    }

    private void AssertFailed(BenchRun run, string code, string detail)
    {
        Assert.That(run.ExitCode, Is.EqualTo(1), run.People);
        Assert.That((run.Failed.Code, run.Failed.Detail, run.Failed.ObjectName), Is.EqualTo((code, detail, "a.csv")));
        Assert.That(_bench.Files.OutputFiles, Is.Empty);
    }
}
