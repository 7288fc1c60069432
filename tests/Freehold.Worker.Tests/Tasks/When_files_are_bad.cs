using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;

namespace Freehold.Worker.Tests.Tasks;

/// <summary>With <c>badFiles: quarantine</c> a file that fails for good is put aside, and the others become the output.</summary>
public sealed class When_files_are_bad
{
    private const string Quarantine = "badFiles: quarantine";

    private readonly TaskBench _bench = new();

    [SetUp]
    public void Inputs()
    {
        _bench.Files.Put("in/a.csv", "email,n\na@example.org,1\n");
        _bench.Files.Put("in/b.csv", "email,n\ncanary@example.org,1\ncanary@example.org\n");
        _bench.Files.Put("in/c.csv", "email,n\nc@example.org,1\n");
    }

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task The_others_are_committed_and_the_manifest_names_it()
    {
        _bench.Files.Put("in/d.xlsx", "no format at all");

        var run = await _bench.RunAsync(_bench.Files.Document(TaskBench.Rules, spec: Quarantine, more: "parallelism: 2"));

        run.AssertCommitted();
        var manifest = _bench.Files.ManifestOf();
        Assert.That(manifest.Files.Select(file => file.Name), Is.EqualTo(new[] { "1/a.csv", "1/c.csv" }));
        Assert.That(manifest.Quarantined.Select(file => (file.Name, file.Code, file.Detail, file.Line)), Is.EqualTo(new[]
        {
            ("b.csv", FailureCode.BadInput, FailureDetail.TooFewFields, (long?)3),
            ("d.xlsx", FailureCode.BadInput, FailureDetail.UnknownFormat, null),
        }));
        Assert.That(manifest.Tasks, Is.EqualTo(4));
        Assert.That(run.Succeeded.Quarantined.Select(task => (task.ObjectName, task.FailureDetail)), Is.EqualTo(new[]
        {
            ("b.csv", FailureDetail.TooFewFields), ("d.xlsx", FailureDetail.UnknownFormat),
        }));
        Assert.That((run.Succeeded.Totals.TasksDone, run.Succeeded.Totals.TasksQuarantined), Is.EqualTo((4u, 2u)));
        Assert.That(TaskBench.Tasks(run)["b.csv"].State, Is.EqualTo(TaskState.Quarantined));
        Assert.That(run.People, Does.Contain("2 inputs were put aside"));
        Assert.That(_bench.Files.Everything(run), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task Without_it_the_first_one_fails_the_job()
    {
        var run = await _bench.RunAsync(_bench.Files.Document(TaskBench.Rules, more: "parallelism: 2"));

        Assert.That((run.Failed.Code, run.Failed.Detail, run.Failed.ObjectName), Is.EqualTo((FailureCode.BadInput, FailureDetail.TooFewFields, "b.csv")));
        Assert.That(_bench.Files.OutputFiles, Is.Empty);
    }

    [Test]
    public async Task A_job_of_which_every_file_is_bad_fails()
    {
        _bench.Files.Put("in/a.csv", "email,n\n1\n");
        _bench.Files.Put("in/c.csv", "email,n\n1\n");

        var run = await _bench.RunAsync(_bench.Files.Document(TaskBench.Rules, spec: Quarantine));

        Assert.That((run.Failed.Code, run.Failed.ObjectName), Is.EqualTo((FailureCode.BadInput, "a.csv")));
        Assert.That(_bench.Files.OutputFiles, Is.Empty);
    }

    [Test]
    public async Task A_spec_that_does_not_fit_is_not_the_fault_of_a_file()
    {
        var run = await _bench.RunAsync(_bench.Files.Document("[{columns: mail, action: pseudonym}]", spec: Quarantine));

        Assert.That((run.Failed.Code, run.Failed.Detail), Is.EqualTo((FailureCode.SpecInvalid, FailureDetail.UnknownColumn)));
    }

    [Test]
    public async Task A_secret_that_is_missing_is_not_the_fault_of_a_file()
    {
        var run = await _bench.RunAsync(_bench.Files.Document(
            "[{columns: email, action: hash, salt: {secret: test/nothing}}]", spec: Quarantine));

        Assert.That(run.Failed.Code, Is.EqualTo(FailureCode.SecretMissing));
    }

    [Test]
    public async Task What_was_finished_before_a_failure_is_left_for_the_attempt_that_follows()
    {
        File.Delete(_bench.Files.PathOf("in/b.csv"));
        StuckFile.Make(_bench.Files.PathOf("in/b.csv"));
        var document = _bench.Files.Document(TaskBench.Rules, more: "retries: 1\ntaskTimeLimit: 4s");

        var first = await _bench.RunAsync(document);
        Assert.That(first.Failed.Code, Is.EqualTo(FailureCode.TimeLimit));
        Assert.That(_bench.Files.OutputFiles, Does.Contain("job/1/a.csv").And.Contain("job/tasks/000000.json"));

        var second = await _bench.RunAsync(document, attempt: 2);
        Assert.That(TaskBench.Count(second.Failed.Summary, "tasks_resumed"), Is.GreaterThanOrEqualTo(1));
        Assert.That(_bench.Files.OutputFiles, Is.Empty);
    }
}
