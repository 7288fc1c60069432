using Freehold.Worker.Tests.DataSets;

namespace Freehold.Worker.Tests.Hostile;

/// <summary>Parquet that is damaged, contradicts itself or expands without bound.</summary>
// Each uses all the memory and processors that it may: one after the other.
[NonParallelizable]
public sealed class When_Parquet_is_hostile
{
    private readonly HostileBench _bench = new();

    [SetUp]
    public void Inputs()
    {
        _bench.Files.Put("in/a-good.csv", "t,n\nanna@example.org,1\n");
        _bench.Files.Put("in/z-good.csv", "t,n\nanna@example.org,1\n");
    }

    [TearDown]
    public void Remove() => _bench.Dispose();

    [TestCase("transform", "rules: [{columns: 'no_such_*', action: drop}]\nbadFiles: quarantine")]
    [TestCase("profile", "badFiles: quarantine")]
    public async Task Damaged_files_are_read_or_put_aside(string kind, string spec)
    {
        var bad = Directory.GetFiles(DataSet.PathOf("parquet-cases", "bad"), "*.parquet");
        foreach (var file in bad)
            _bench.Files.Put($"in/{Path.GetFileName(file)}", await File.ReadAllBytesAsync(file));

        var run = await _bench.RunAsync(kind, spec, HostileBench.Small.Replace("20s", "8s", StringComparison.Ordinal));

        var aside = HostileBench.PutAside(run);
        TestContext.Out.WriteLine(string.Join('\n', aside));
        Assert.That(aside.Keys, Is.SubsetOf(bad.Select(Path.GetFileName)));
        Assert.That(aside, Has.Count.GreaterThanOrEqualTo(5));
        Assert.That(aside.Values, Is.All.AnyOf("bad_input/not_parquet", "oom_killed", "oom_killed/task_memory", "time_limit/task_time_limit"));
        Assert.That(run.Succeeded.Totals.TasksDone, Is.EqualTo(bad.Length + 2));
    }

    [TestCase("transform", "rules: [{columns: t, action: mask}]\nbadFiles: quarantine")]
    [TestCase("profile", "badFiles: quarantine")]
    public async Task A_file_of_a_few_kilobytes_that_holds_gigabytes_is_done_or_put_aside(string kind, string spec)
    {
        WriteBomb("in/bomb.parquet");

        var run = await _bench.RunAsync(kind, spec, HostileBench.Small.Replace("20s", "5s", StringComparison.Ordinal));

        // The engine keeps the text once, so both may be quick enough; what is promised is that memory stays within its bounds.
        Assert.That(HostileBench.PutAside(run).Keys, Is.SubsetOf(new[] { "bomb.parquet" }));
        Assert.That(HostileBench.PutAside(run).Values, Is.All.AnyOf("oom_killed", "oom_killed/task_memory", "time_limit/task_time_limit"));
    }

    [Test]
    public async Task A_job_of_that_file_alone_is_done_or_ends_in_a_code()
    {
        WriteBomb("in/bomb.parquet");

        var run = await _bench.RunAsync(
            "transform", "rules: [{columns: t, action: mask}]", HostileBench.Small.Replace("20s", "5s", StringComparison.Ordinal), input: "in/bomb.parquet");

        if (run.ExitCode == 0)
            return;
        Assert.That(run.Failed.Code, Is.AnyOf("oom_killed", "time_limit"));
        Assert.That(_bench.Files.OutputFiles, Is.Empty);
    }

    // One text of 100,000 characters in a dictionary, and 30,000 rows that name it: 3 GB.
    private void WriteBomb(string name)
    {
        ParquetFiles.Write(_bench.Files.PathOf(name), "select repeat('x', 100000) as t, 1 as n from range(30000)");
        Assert.That(new FileInfo(_bench.Files.PathOf(name)).Length, Is.LessThan(500_000));
    }
}
