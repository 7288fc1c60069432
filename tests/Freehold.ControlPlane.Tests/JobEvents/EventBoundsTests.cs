using Freehold.ControlPlane.JobEvents;
using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.Tests.JobEvents;

internal sealed class EventBoundsTests
{
    private static readonly Guid Job = Guid.NewGuid();

    private static IEnumerable<TestCaseData> Bad()
    {
        yield return Case("no attempt", Messages.Started(Job, 1), happened => happened.Attempt = null);
        yield return Case("sequence 0", Messages.Started(Job, 0), _ => { });
        yield return Case("a sequence beyond a bigint", Messages.Started(Job, ulong.MaxValue), _ => { });
        yield return Case("no time", Messages.Started(Job, 1), happened => happened.At = null);
        yield return Case("a time beyond the calendar", Messages.Started(Job, 1), happened => happened.At.Seconds = 253_402_300_800);
        yield return Case("a long version", Messages.Started(Job, 1), happened => happened.Started.WorkerVersion = new('v', 65));
        yield return Case("rows beyond a bigint", Messages.Progress(Job, 1, ulong.MaxValue), _ => { });
        yield return Case("no manifest", Messages.Succeeded(Job, 1), happened => happened.Succeeded.ManifestUri = "");
        yield return Case("a long manifest", Messages.Succeeded(Job, 1), happened => happened.Succeeded.ManifestUri = new('m', 1_025));
        yield return Case("201 artifacts", Messages.Succeeded(Job, 1), happened =>
            happened.Succeeded.Artifacts.AddRange(Enumerable.Repeat(new Artifact { Uri = "u" }, 201)));
        yield return Case("an artifact without address", Messages.Succeeded(Job, 1), happened => happened.Succeeded.Artifacts.Add(new Artifact()));
        yield return Case("a node that is too long", Messages.Started(Job, 1), happened => happened.Started.Node = new('n', 254));
        yield return Case("a digest that is none", Messages.Started(Job, 1), happened => happened.Started.ImageDigest = "sha256:latest");
        yield return Case("a word of the cluster that is a sentence", Messages.Failed(Job, 1, "evicted"), happened => happened.Failed.ClusterReason = "The node was low");
        yield return Case("11 warnings", Messages.Failed(Job, 1, "evicted"), happened => happened.Failed.Warnings.AddRange(Enumerable.Repeat(new ClusterWarning(), 11)));
        yield return Case("a warning with a sentence", Messages.Failed(Job, 1, "evicted"), happened => happened.Failed.Warnings.Add(new ClusterWarning { Reason = "Back-off pulling" }));
        yield return Case("a warning from the future", Messages.Failed(Job, 1, "evicted"), happened => happened.Failed.Warnings.Add(new ClusterWarning { LastAgo = new() { Seconds = -1 } }));
        yield return Case("memory beyond a bigint", Messages.Failed(Job, 1, "oom_killed"), happened => happened.Failed.PeakMemoryBytes = ulong.MaxValue);
        yield return Case("peak memory beyond a bigint", Messages.Progress(Job, 1, 1), happened => happened.Progress.PeakMemoryBytes = ulong.MaxValue);
        yield return Case("no code", Messages.Failed(Job, 1, ""), _ => { });
        yield return Case("a code with a space", Messages.Failed(Job, 1, "bad input"), _ => { });
        yield return Case("a detail with text", Messages.Failed(Job, 1, "bad_input"), happened => happened.Failed.Detail = "Müller");
        yield return Case("a long column", Messages.Failed(Job, 1, "bad_input"), happened => happened.Failed.ColumnName = new('c', 257));
        yield return Case("a long suggestion", Messages.Failed(Job, 1, "bad_input"), happened => happened.Failed.Suggestion = new('é', 129));
        yield return Case("a long manifest of a cancelled one", Messages.Cancelled(Job, 1), happened => happened.Cancelled.ManifestUri = new('m', 1_025));
        yield return Case("501 tasks", Messages.Tasks(Job, 1), happened => happened.Tasks.Changed.AddRange(Enumerable.Repeat(new TaskChanged(), 501)));
        yield return Case("a task beyond the first 10,000", Messages.Tasks(Job, 1, new TaskChanged { Index = 10_000 }), _ => { });
        yield return Case("a long object", Messages.Tasks(Job, 1, new TaskChanged { ObjectName = new('o', 513) }), _ => { });
        yield return Case("a task's failure with text", Messages.Tasks(Job, 1, new TaskChanged { FailureCode = "Müller 1" }), _ => { });
        yield return Case("rows of a task beyond a bigint", Messages.Tasks(Job, 1, new TaskChanged { Rows = ulong.MaxValue }), _ => { });
        yield return Case("101 quarantined", Messages.Succeeded(Job, 1), happened =>
            happened.Succeeded.Quarantined.AddRange(Enumerable.Repeat(new TaskChanged(), 101)));
        yield return Case("201 columns of a profile", Messages.Succeeded(Job, 1), happened =>
            happened.Succeeded.Profile = new() { Details = { Enumerable.Repeat(new ProfiledColumn(), 201) } });
        yield return Case("a kind of data that is none", Messages.Succeeded(Job, 1), happened =>
            happened.Succeeded.Profile = new() { Details = { new ProfiledColumn { Entity = "Müller" } } });
        yield return Case("a share above one", Messages.Succeeded(Job, 1), happened =>
            happened.Succeeded.Profile = new() { Details = { new ProfiledColumn { NullShare = 1.5 } } });
        yield return Case("a long column of a profile", Messages.Succeeded(Job, 1), happened =>
            happened.Succeeded.Profile = new() { Details = { new ProfiledColumn { Name = new('c', 257) } } });
        yield return Case("a quality that is no number", Messages.Succeeded(Job, 1), happened =>
            happened.Succeeded.Profile = new() { Quality = double.NaN });
        yield return Case("a summary that names something", Messages.Failed(Job, 1, "bad_input"), happened =>
            happened.Failed.Summary = new() { Counts = { new CodeCount { Code = "Müller", Count = 1 } } });
        yield return Case("a summary that says a word twice", Messages.Failed(Job, 1, "bad_input"), happened =>
            happened.Failed.Summary = new() { Counts = { new CodeCount { Code = "a" }, new CodeCount { Code = "a" } } });
    }

    [TestCaseSource(nameof(Bad))]
    public void An_event_out_of_bounds_is_named(JobEvent happened)
    {
        Assert.That(EventBounds.ProblemOf(Messages.Events(happened).Events), Is.Not.Null);
    }

    [Test]
    public void Events_within_bounds_are_good()
    {
        var batch = Messages.Events(
            Messages.Waiting(Job, 1, WaitingReason.Image),
            Messages.Started(Job, 2),
            Messages.Progress(Job, 3, long.MaxValue),
            Messages.Failed(Job, long.MaxValue, "oom_killed"),
            Messages.Cancelled(Job, 5),
            Messages.Succeeded(Job, 6, 1, new Artifact { Uri = new('u', 1_024), Kind = "data", Sha256 = new('a', 64) }),
            Messages.At(Job, 7, 1, _ => { }),
            Messages.Tasks(Job, 8, new TaskChanged { Index = 9_999, ObjectName = new('o', 512), FailureCode = "bad_input", ColumnName = new('c', 256) }));

        Assert.That(EventBounds.ProblemOf(batch.Events), Is.Null);
    }

    [Test]
    public void More_than_500_events_are_too_many()
    {
        Assert.That(EventBounds.ProblemOf(Messages.Events(Enumerable.Range(1, 500).Select(i => Messages.Started(Job, (ulong)i))).Events), Is.Null);
        Assert.That(EventBounds.ProblemOf(Messages.Events(Enumerable.Range(1, 501).Select(i => Messages.Started(Job, (ulong)i))).Events), Is.Not.Null);
    }

    private static TestCaseData Case(string name, JobEvent happened, Action<JobEvent> spoil)
    {
        spoil(happened);
        return new TestCaseData(happened).SetArgDisplayNames(name);
    }
}
