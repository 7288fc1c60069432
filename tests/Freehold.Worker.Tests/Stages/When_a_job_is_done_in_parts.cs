using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using StuckFile = Freehold.Worker.Tests.Tasks.StuckFile;

namespace Freehold.Worker.Tests.Stages;

/// <summary>Plan, tasks and commit in processes of their own, that share nothing but the document and the output's store.</summary>
public sealed class When_a_job_is_done_in_parts
{
    private const string Spec = "key: {secret: test/key}\nrules: [{columns: email, action: pseudonym}]";
    private const string Quarantine = Spec + "\nbadFiles: quarantine";

    [TestCaseSource(typeof(PartsBench), nameof(PartsBench.Kinds))]
    public async Task Data_and_manifest_are_those_of_one_process(string store)
    {
        await using var bench = await PartsBench.StartAsync(store);
        await PutFilesAsync(bench);
        await bench.PutAsync("bad.csv", "email,n\ncanary@example.org\n");
        var document = bench.Document(Quarantine, more: "parallelism: 3");

        var whole = await bench.DoAsync("run", document, "whole");
        var parts = await bench.DoInPartsAsync(document, "parts");

        whole.AssertCommitted();
        parts.AssertCommitted();
        var output = await bench.OutputAsync("whole");
        Assert.That(output, Has.Count.EqualTo(3));
        Assert.That(await bench.OutputAsync("parts"), Is.EqualTo(output));
        Assert.That(await bench.ManifestAsync("parts"), Is.EqualTo(await bench.ManifestAsync("whole")).And.Contain("bad.csv"));
        Assert.That(Comparable(parts.Succeeded), Is.EqualTo(Comparable(whole.Succeeded)));
        Assert.That(parts.Report + parts.People, Does.Not.Contain("canary"));
    }

    [Test]
    public async Task A_profile_is_the_one_of_one_process()
    {
        await using var bench = await PartsBench.StartAsync();
        for (var file = 0; file < 4; file++)
            await bench.PutAsync($"{file}.csv", "n,t\n" + string.Concat(Enumerable.Range(0, 500).Select(row => $"{row * 7 + file},{row % 13}\n")));
        var document = bench.Document("disclosure: none", "profile", "parallelism: 2");

        (await bench.DoAsync("run", document, "whole")).AssertCommitted();
        (await bench.DoInPartsAsync(document, "parts")).AssertCommitted();

        Assert.That(await bench.OutputAsync("parts"), Is.EqualTo(await bench.OutputAsync("whole")).And.Not.Empty);
    }

    [Test]
    public async Task A_plan_says_how_many_tasks_there_are_and_does_none()
    {
        await using var bench = await PartsBench.StartAsync();
        await PutFilesAsync(bench);

        var plan = await bench.DoAsync("plan", bench.Document(Spec), "job", "--result-to", bench.Files.PathOf("result"));

        Assert.That(plan.ExitCode, Is.Zero, plan.People);
        Assert.That(plan.Reports[^1].Progress.TasksTotal, Is.EqualTo(3));
        Assert.That(plan.People, Does.Contain("3 tasks in 3 indexes"));
        Assert.That(await File.ReadAllTextAsync(bench.Files.PathOf("result")), Is.EqualTo(plan.Report.TrimEnd().Split('\n')[^1]));
        Assert.That((await bench.OutputAsync("job")).Keys, Is.EquivalentTo(["plan.json", "attempts/1.json"]));
    }

    [TestCase(10_000, true)]
    [TestCase(10, false)]
    public async Task What_is_small_is_done_with_the_plan(int bytes, bool done)
    {
        await using var bench = await PartsBench.StartAsync();
        await PutFilesAsync(bench);

        var run = await bench.DoAsync("plan", bench.Document(Spec), "job", "--run-below", $"{bytes}");

        Assert.That(run.Reports[^1].Succeeded is not null, Is.EqualTo(done), run.People);
    }

    [Test]
    public async Task A_single_task_is_done_with_the_plan_whatever_its_size()
    {
        await using var bench = await PartsBench.StartAsync();
        await bench.PutAsync("a.csv", "email,n\na@example.org,1\n");

        Assert.That((await bench.DoAsync("plan", bench.Document(Spec), "job", "--run-below", "0")).Reports[^1].Succeeded, Is.Not.Null);
    }

    [Test]
    public async Task An_index_done_again_changes_nothing_and_tells_the_same()
    {
        await using var bench = await PartsBench.StartAsync();
        await PutFilesAsync(bench);
        var document = bench.Document(Spec);
        (await bench.DoAsync("plan", document, "job")).AssertCommitted();

        var first = await bench.DoAsync("task", document, "job", "--index", "1");
        var output = await bench.OutputAsync("job");
        var again = await bench.DoWithAsync(Variables(("JOB_COMPLETION_INDEX", "1")), "task", document, "job", "--result-to", bench.Files.PathOf("result"));

        var task = first.Reports[^1].Tasks.Changed.Single();
        Assert.That((task.Index, task.ObjectName, task.State, task.Try, task.Rows), Is.EqualTo((1u, "b.csv", TaskState.Succeeded, 1u, 1ul)));
        Assert.That(again.Reports[^1], Is.EqualTo(first.Reports[^1]));
        Assert.That(await File.ReadAllTextAsync(bench.Files.PathOf("result")), Is.EqualTo(again.Report.TrimEnd().Split('\n')[^1]));
        Assert.That(await bench.OutputAsync("job"), Is.EqualTo(output));
    }

    [Test]
    public async Task A_bad_file_ends_its_process_with_65_and_the_job_fails_with_it_and_leaves_nothing()
    {
        await using var bench = await PartsBench.StartAsync();
        await PutFilesAsync(bench);
        await bench.PutAsync("bad.csv", "email,n\ncanary@example.org\n");
        var document = bench.Document(Spec, more: "retries: 3");
        (await bench.DoAsync("plan", document, "job")).AssertCommitted();
        (await bench.DoAsync("task", document, "job", "--index", "0")).AssertCommitted();

        var bad = await bench.DoAsync("task", document, "job", "--index", "2");
        await File.WriteAllTextAsync(bench.Files.PathOf("in/bad.csv"), "email,n\na@example.org,1\n"); // too late
        var commit = await bench.DoAsync("commit", document, "job");

        var task = bad.Reports[^1].Tasks.Changed.Single();
        Assert.That(bad.ExitCode, Is.EqualTo(65), bad.People);
        Assert.That((task.Index, task.State, task.FailureCode, task.FailureDetail, task.Line), Is.EqualTo((2u, TaskState.Failed, FailureCode.BadInput, FailureDetail.TooFewFields, 2ul)));
        Assert.That(commit.ExitCode, Is.EqualTo(1));
        Assert.That((commit.Failed.Code, commit.Failed.Detail, commit.Failed.ObjectName, commit.Failed.Line), Is.EqualTo((FailureCode.BadInput, FailureDetail.TooFewFields, "bad.csv", 2ul)));
        Assert.That(await bench.OutputAsync("job"), Is.Empty);
        Assert.That(bench.Files.Everything(commit) + bad.Report + bad.People, Does.Not.Contain("canary"));
    }

    [TestCase(Spec, 65, TaskState.Failed)]
    [TestCase(Quarantine, 0, TaskState.Quarantined)]
    public async Task A_child_that_dies_ends_it_with_75_until_the_tries_are_used_up(string spec, int lastExitCode, TaskState lastState)
    {
        await using var bench = await PartsBench.StartAsync();
        await PutFilesAsync(bench);
        File.Delete(bench.Files.PathOf("in/b.csv"));
        StuckFile.Make(bench.Files.PathOf("in/b.csv"));
        var document = bench.Document(spec, more: "retries: 1");
        (await bench.DoAsync("plan", document, "job")).AssertCommitted();

        var first = await KilledAsync(bench, document, ("JOB_COMPLETION_INDEX", "1"));
        var last = await KilledAsync(bench, document, ("JOB_COMPLETION_INDEX", "1"), ("FREEHOLD_TASK_FAILURES", "1"));

        Assert.That((first.ExitCode, last.ExitCode), Is.EqualTo((75, lastExitCode)), first.People + last.People);
        var (before, after) = (first.Reports[^1].Tasks.Changed.Single(), last.Reports[^1].Tasks.Changed.Single());
        Assert.That((before.State, before.Try, before.FailureCode), Is.EqualTo((TaskState.Retrying, 1u, FailureCode.WorkerCrashed)));
        Assert.That((after.State, after.Try, after.FailureCode), Is.EqualTo((lastState, 2u, FailureCode.WorkerCrashed)));
    }

    [Test]
    public async Task A_document_other_than_the_plans_is_refused()
    {
        await using var bench = await PartsBench.StartAsync();
        await PutFilesAsync(bench);
        (await bench.DoAsync("plan", bench.Document(Spec), "job")).AssertCommitted();

        var other = await bench.DoAsync("task", bench.Document(Spec, more: "retries: 2"), "job", "--index", "0");

        Assert.That((other.ExitCode, other.Reports[^1].Tasks.Changed.Single().FailureCode), Is.EqualTo((65, FailureCode.SpecInvalid)));
    }

    [TestCase(Spec, 1)]
    [TestCase(Quarantine, 0)]
    public async Task What_was_given_up_without_a_word_fails_the_job_or_is_put_aside(string spec, int exitCode)
    {
        await using var bench = await PartsBench.StartAsync();
        await PutFilesAsync(bench);
        var document = bench.Document(spec);
        (await bench.DoAsync("plan", document, "job")).AssertCommitted();
        (await bench.DoAsync("task", document, "job", "--index", "0")).AssertCommitted();
        (await bench.DoAsync("task", document, "job", "--index", "2")).AssertCommitted();

        var commit = await bench.DoAsync("commit", document, "job", "--given-up", "1=oom_killed", "--given-up", "0=worker_crashed");

        Assert.That(commit.ExitCode, Is.EqualTo(exitCode), commit.People);
        if (exitCode == 1)
            Assert.That((commit.Failed.Code, commit.Failed.ObjectName), Is.EqualTo((FailureCode.OomKilled, "b.csv")));
        else
            Assert.That(commit.Succeeded.Quarantined.Select(task => (task.ObjectName, task.FailureCode)), Is.EqualTo(new[] { ("b.csv", FailureCode.OomKilled) }));
    }

    [Test]
    public async Task A_commit_does_the_tasks_that_nobody_has_done()
    {
        await using var bench = await PartsBench.StartAsync();
        await PutFilesAsync(bench);
        var document = bench.Document(Spec);
        (await bench.DoAsync("plan", document, "job")).AssertCommitted();
        (await bench.DoAsync("task", document, "job", "--index", "0")).AssertCommitted();

        var commit = await bench.DoAsync("commit", document, "job");

        commit.AssertCommitted();
        Assert.That((await bench.OutputAsync("job")).Keys, Is.EquivalentTo(["1/a.csv", "1/b.csv", "1/deep/c.csv"]));
    }

    [Test]
    public async Task An_attempt_that_is_abandoned_leaves_nothing_but_logs()
    {
        await using var bench = await PartsBench.StartAsync();
        await PutFilesAsync(bench);
        var document = bench.Document(Spec);
        (await bench.DoAsync("plan", document, "job")).AssertCommitted();
        (await bench.DoAsync("task", document, "job", "--index", "0")).AssertCommitted();

        var abandoned = await bench.DoAsync("commit", document, "job", "--abandon");

        Assert.That(abandoned.Reports[^1].Cancelled, Is.Not.Null);
        Assert.That(await bench.OutputAsync("job"), Is.Empty);
    }

    private static async Task PutFilesAsync(PartsBench bench)
    {
        await bench.PutAsync("a.csv", "email,n\na@example.org,1\nb@example.org,2\n");
        await bench.PutAsync("b.csv", "email,n\nb@example.org,1\n");
        await bench.PutAsync("deep/c.csv", "email,n\nc@example.org,1\n");
    }

    private static async Task<BenchRun> KilledAsync(PartsBench bench, string document, params IEnumerable<(string, string)> variables)
    {
        using var worker = bench.Start(Variables(variables), "task", document, "job", []);
        var child = 0;
        await Tasks.Children.UntilAsync(() => (child = Tasks.Children.Of(worker.ProcessId).FirstOrDefault(Tasks.Children.HangsInOpen)) > 0, "a child at the task");
        Tasks.Children.Kill(child);
        return await worker.EndedAsync();
    }

    private static Dictionary<string, string> Variables(params IEnumerable<(string Name, string Value)> variables) =>
        variables.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal);

    private static string Comparable(Succeeded succeeded)
    {
        var clone = succeeded.Clone();
        clone.Totals.Elapsed = null;
        clone.Totals.PeakMemoryBytes = 0;
        clone.PeakMemoryBytes = 0;
        clone.ManifestDigest = "";
        return clone.ToString().Replace("/whole/", "/parts/", StringComparison.Ordinal);
    }
}
