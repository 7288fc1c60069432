namespace Freehold.Worker.Tests.Tasks;

public sealed class When_a_job_has_many_files
{
    private const int Count = 2_000;

    private readonly TaskBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task Each_becomes_a_file_and_nothing_else_is_left()
    {
        for (var number = 0; number < Count; number++)
            _bench.Files.Put($"in/{number:D4}.csv", $"email,n\nx{number}@example.org,{number}\n");

        var document = _bench.Files.Document(TaskBench.Rules, more: "parallelism: 2\nresources: {cpu: \"2\"}");
        var run = await _bench.Start(document).EndedAsync(TimeSpan.FromMinutes(5));

        run.AssertCommitted();
        var manifest = _bench.Files.ManifestOf();
        Assert.That(manifest.Files.Select(file => file.Name), Is.EqualTo(Enumerable.Range(0, Count).Select(number => $"1/{number:D4}.csv")));
        Assert.That(_bench.Files.OutputFiles, Has.Count.EqualTo(Count + 1));
        Assert.That((run.Succeeded.Totals.TasksDone, run.Succeeded.Artifacts.Count, run.Succeeded.ArtifactsOmitted), Is.EqualTo(((uint)Count, 200, (uint)Count - 200)));
        Assert.That(TaskBench.Tasks(run), Has.Count.EqualTo(Count));
        Assert.That(run.Reports.Where(report => report.Tasks is not null).Select(report => report.Tasks.Changed.Count), Is.All.LessThanOrEqualTo(500));
    }

    [Test]
    public async Task A_file_may_have_rules_of_its_own()
    {
        _bench.Files.Put("in/orders.csv", "email,n\nx@example.org,1\n");
        _bench.Files.Put("in/people.csv", "email,n\nx@example.org,1\n");

        var run = await _bench.RunAsync(_bench.Files.Document(
            TaskBench.Rules, spec: "overrides: [{files: 'orders*', format: jsonl, rules: [{columns: n, action: drop}]}]"));

        run.AssertCommitted();
        Assert.That(_bench.Files.OutputFiles, Is.EqualTo(new[] { "job/1/orders.jsonl", "job/1/people.csv", "job/manifest.json" }));
        Assert.That(_bench.Files.Output("orders.jsonl"), Does.Match("^{\"email\":\"[0-9a-f]{32}\"}\n$"));
        Assert.That(_bench.Files.Output("people.csv"), Does.Match("^email,n\n[0-9a-f]{32},1\n$"));
    }
}
