using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;

namespace Freehold.Worker.Tests.Tasks;

/// <summary>A child takes no other task with it, and its own is tried again where that may help.</summary>
public sealed class When_a_child_dies
{
    private readonly TaskBench _bench = new();

    [SetUp]
    public void Inputs()
    {
        _bench.Files.Put("in/a.csv", "email,n\na@example.org,1\n");
        _bench.Files.Put("in/b.csv", "email,n\nb@example.org,1\n");
        StuckFile.Make(_bench.Files.PathOf("in/c.csv"));
    }

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task Its_task_alone_is_tried_again()
    {
        var worker = _bench.Start(_bench.Files.Document(TaskBench.Rules, more: "parallelism: 2\nretries: 1"));
        var child = await _bench.ChildAtAsync(worker, attempt: 1, task: 2);
        StuckFile.Replace(_bench.Files.PathOf("in/c.csv"), "email,n\nc@example.org,1\nd@example.org,1\n");

        Children.Kill(child);
        var run = await worker.EndedAsync();

        run.AssertCommitted();
        var tasks = TaskBench.Tasks(run);
        Assert.That(tasks.Values.Select(task => (task.ObjectName, task.State, task.Try)), Is.EquivalentTo(new[]
        {
            ("a.csv", TaskState.Succeeded, 1u), ("b.csv", TaskState.Succeeded, 1u), ("c.csv", TaskState.Succeeded, 2u),
        }));
        Assert.That(tasks["c.csv"].Rows, Is.EqualTo(2));
        Assert.That(TaskBench.Count(run.Succeeded.Summary, "tasks_retried"), Is.EqualTo(1));
        Assert.That(_bench.Files.OutputFiles, Is.EqualTo(new[] { "job/1/a.csv", "job/1/b.csv", "job/1/c.csv", "job/manifest.json" }));
    }

    [Test]
    public async Task Without_retries_the_job_fails_and_names_the_file()
    {
        var worker = _bench.Start(_bench.Files.Document(TaskBench.Rules, more: "parallelism: 2"));

        Children.Kill(await _bench.ChildAtAsync(worker, attempt: 1, task: 2));
        var run = await worker.EndedAsync();

        Assert.That((run.Failed.Code, run.Failed.ObjectName), Is.EqualTo((FailureCode.WorkerCrashed, "c.csv")));
        Assert.That(TaskBench.Tasks(run)["c.csv"].State, Is.EqualTo(TaskState.Failed));
        Assert.That(_bench.Files.OutputFiles, Is.Empty);
    }

    [Test]
    public async Task It_offered_itself_to_the_kernel_before_its_coordinator()
    {
        var worker = _bench.Start(_bench.Files.Document(TaskBench.Rules, more: "parallelism: 2"));
        var child = await _bench.ChildAtAsync(worker, attempt: 1, task: 2);

        Assert.That(await File.ReadAllTextAsync($"/proc/{child}/oom_score_adj"), Is.EqualTo("500\n"));
        Assert.That(await File.ReadAllTextAsync($"/proc/{worker.ProcessId}/oom_score_adj"), Is.Not.EqualTo("500\n"));
    }
}
