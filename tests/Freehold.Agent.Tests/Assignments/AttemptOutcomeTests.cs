using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Journal;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Assignments;

internal sealed class AttemptOutcomeTests
{
    private static readonly WorkerEnded Killed = new(null, 9);
    private static readonly WorkerEnded Exited = new(1, 0);

    private static IEnumerable<WorkerReport.KindOneofCase> AllButSucceeded =>
        Enum.GetValues<WorkerReport.KindOneofCase>().Where(kind => kind is not WorkerReport.KindOneofCase.Succeeded);

    [Test]
    public void What_was_committed_has_succeeded_whatever_was_asked([Values] StopCause asked)
    {
        var end = AttemptOutcome.Of(new() { Succeeded = new() { ManifestUri = "file:///m" } }, Killed, asked);

        Assert.That(end.Succeeded.ManifestUri, Is.EqualTo("file:///m"));
    }

    [Test]
    public void A_stop_on_command_is_cancelled_whatever_the_worker_says([ValueSource(nameof(AllButSucceeded))] WorkerReport.KindOneofCase said)
    {
        Assert.That(AttemptOutcome.Of(Report(said), Killed, StopCause.Cancelled).KindCase, Is.EqualTo(JobEvent.KindOneofCase.Cancelled));
    }

    [TestCase(StopCause.TimeLimit, "time_limit")]
    [TestCase(StopCause.AgentStopped, "evicted")]
    [TestCase(StopCause.Partition, "partition")]
    public void A_stop_by_the_agent_names_its_cause(StopCause asked, string code)
    {
        Assert.That(AttemptOutcome.Of(Report(WorkerReport.KindOneofCase.Cancelled), Killed, asked).Failed.Code, Is.EqualTo(code));
        Assert.That(AttemptOutcome.Of(null, Killed, asked).Failed.Code, Is.EqualTo(code));
    }

    [Test]
    public void The_workers_own_failure_is_told_with_how_it_ended()
    {
        var failed = AttemptOutcome.Of(
            new() { Failed = new() { Code = "bad_input", Detail = "not_utf8", Line = 7, ExitCode = 99, Signal = 99 } }, Exited, StopCause.None).Failed;

        Assert.That(failed, Is.EqualTo(new Failed { Code = "bad_input", Detail = "not_utf8", Line = 7, ExitCode = 1 }));
    }

    [Test]
    public void A_worker_that_ends_without_a_result_has_crashed()
    {
        Assert.That(AttemptOutcome.Of(null, Killed, StopCause.None).Failed, Is.EqualTo(new Failed { Code = "worker_crashed", Signal = 9 }));
        Assert.That(AttemptOutcome.Of(null, new(0, 0), StopCause.None).Failed, Is.EqualTo(new Failed { Code = "worker_crashed", ExitCode = 0 }));
    }

    // Somebody else sent the signal: nobody has cancelled the job.
    [Test]
    public void A_worker_that_was_stopped_by_a_stranger_has_crashed()
    {
        var end = AttemptOutcome.Of(Report(WorkerReport.KindOneofCase.Cancelled), new(null, 15), StopCause.None);

        Assert.That(end.Failed, Is.EqualTo(new Failed { Code = "worker_crashed", Signal = 15 }));
    }

    private static WorkerReport? Report(WorkerReport.KindOneofCase kind) => kind switch
    {
        WorkerReport.KindOneofCase.Started => new() { Started = new() },
        WorkerReport.KindOneofCase.Progress => new() { Progress = new() },
        WorkerReport.KindOneofCase.Succeeded => new() { Succeeded = new() },
        WorkerReport.KindOneofCase.Failed => new() { Failed = new() { Code = "internal" } },
        WorkerReport.KindOneofCase.Cancelled => new() { Cancelled = new() },
        _ => null,
    };
}
