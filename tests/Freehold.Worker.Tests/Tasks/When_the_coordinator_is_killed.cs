using System.Text.Json.Nodes;

namespace Freehold.Worker.Tests.Tasks;

/// <summary>What is finished stays finished: the next attempt does the rest.</summary>
public sealed class When_the_coordinator_is_killed
{
    private readonly TaskBench _bench = new();
    private string _document = "";

    [SetUp]
    public void Inputs()
    {
        _bench.Files.Put("in/a.csv", "email,n\na@example.org,1\n");
        _bench.Files.Put("in/b.csv", "email,n\nb@example.org,1\n");
        StuckFile.Make(_bench.Files.PathOf("in/c.csv"));
        _document = _bench.Files.Document(TaskBench.Rules, more: "parallelism: 2\nretries: 2");
    }

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task Its_children_end_and_the_next_attempt_does_what_is_left()
    {
        await KillAmidTheLastTaskAsync();
        StuckFile.Replace(_bench.Files.PathOf("in/c.csv"), "email,n\nc@example.org,1\n");
        _bench.Files.Put("in/new.csv", "email,n\nnew@example.org,1\n"); // the plan is made

        var second = await _bench.RunAsync(_document, attempt: 2);

        second.AssertCommitted();
        Assert.That(TaskBench.Count(second.Succeeded.Summary, "tasks_resumed"), Is.EqualTo(2));
        Assert.That(_bench.Files.ManifestOf().Files.Select(file => file.Name), Is.EqualTo(new[] { "1/a.csv", "1/b.csv", "2/c.csv" }));
        Assert.That(_bench.Files.OutputFiles, Is.EqualTo(new[] { "job/1/a.csv", "job/1/b.csv", "job/2/c.csv", "job/manifest.json" }));
        Assert.That(second.Succeeded.Totals.TasksDone, Is.EqualTo(3));
    }

    [Test]
    public async Task A_task_whose_file_is_gone_is_done_again()
    {
        await KillAmidTheLastTaskAsync();
        StuckFile.Replace(_bench.Files.PathOf("in/c.csv"), "email,n\nc@example.org,1\n");
        File.Delete(_bench.Files.OutputPath("a.csv"));

        (await _bench.RunAsync(_document, attempt: 2)).AssertCommitted();

        Assert.That(_bench.Files.ManifestOf().Files.Select(file => file.Name), Is.EqualTo(new[] { "2/a.csv", "1/b.csv", "2/c.csv" }));
    }

    [Test]
    public async Task The_records_say_who_did_what()
    {
        await KillAmidTheLastTaskAsync();

        var record = JsonNode.Parse(await File.ReadAllTextAsync(Path.Join(_bench.Files.OutputFolder, "job", "tasks", "000001.json")))!;
        Assert.That(((int?)record["attempt"], (int?)record["tries"], (long?)record["rows"]), Is.EqualTo((1, 1, 1L)));
        Assert.That((string?)record["files"]![0]!["name"], Is.EqualTo("1/b.csv"));
    }

    [Test]
    public async Task An_attempt_that_is_stopped_while_a_later_one_works_leaves_that_one_its_files()
    {
        var first = _bench.Start(_document);
        await _bench.ChildAtAsync(first, attempt: 1, task: 2);
        await _bench.RecordedAsync(0);
        await _bench.RecordedAsync(1);
        var second = _bench.Start(_document, attempt: 2);
        var stuck = await _bench.ChildAtAsync(second, attempt: 2, task: 2);

        first.Terminate();
        Assert.That((await first.EndedAsync()).ExitCode, Is.EqualTo(143));
        StuckFile.Replace(_bench.Files.PathOf("in/c.csv"), "email,n\nc@example.org,1\n");
        Children.Kill(stuck);
        var run = await second.EndedAsync();

        run.AssertCommitted();
        Assert.That(_bench.Files.OutputFiles, Is.EqualTo(new[] { "job/1/a.csv", "job/1/b.csv", "job/2/c.csv", "job/manifest.json" }));
    }

    [Test]
    public async Task A_cancelled_job_leaves_nothing_of_any_attempt()
    {
        await KillAmidTheLastTaskAsync();
        var second = _bench.Start(_document, attempt: 2);
        await _bench.ChildAtAsync(second, attempt: 2, task: 2);

        second.Terminate();
        var run = await second.EndedAsync();

        Assert.That(run.ExitCode, Is.EqualTo(143), run.People);
        Assert.That(_bench.Files.OutputFiles, Is.Empty);
    }

    private async Task KillAmidTheLastTaskAsync()
    {
        var first = _bench.Start(_document);
        await _bench.ChildAtAsync(first, attempt: 1, task: 2);
        await _bench.RecordedAsync(0);
        await _bench.RecordedAsync(1);
        var children = Children.Of(first.ProcessId);

        first.KillHard();

        Assert.That(children, Is.Not.Empty);
        await Children.UntilAsync(() => !children.Any(Children.IsAlive), "the end of the children");
    }
}
