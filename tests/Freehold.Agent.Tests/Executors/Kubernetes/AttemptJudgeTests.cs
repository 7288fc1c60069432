using Freehold.Agent.Executors.Kubernetes;
using Freehold.JobContract.Failures;
using k8s.Models;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>Orders of sight that no recording has: Jobs and pods are watched apart.</summary>
public sealed class AttemptJudgeTests
{
    private readonly AttemptJudge _judge = new();

    [Test]
    public void A_Job_that_is_seen_to_have_failed_before_its_pod_is_waits_for_the_pod()
    {
        var failed = new AttemptSight { Job = Job("FailureTarget", "BackoffLimitExceeded") };

        Assert.That(_judge.Judge(failed, TimeSpan.Zero), Is.InstanceOf<Verdict.Runs>());
        Assert.That(_judge.Judge(failed with { Pod = Ended(139) }, TimeSpan.FromMilliseconds(20)),
            Is.EqualTo(new Verdict.Ended(ExitCode: null, Signal: 11, Because: null)));
    }

    [Test]
    public void A_Job_whose_pod_nobody_has_seen_has_lost_it()
    {
        var failed = new AttemptSight { Job = Job("FailureTarget", "BackoffLimitExceeded") };
        _judge.Judge(failed, TimeSpan.Zero);

        Assert.That((_judge.Judge(failed, TimeSpan.FromSeconds(5)) as Verdict.Ended)?.Because?.Code, Is.EqualTo(FailureCode.PodDeleted));
    }

    [Test]
    public void A_deletion_is_blamed_on_the_deadline_that_is_seen_a_moment_later()
    {
        var deleted = new AttemptSight { Job = Job(), Pod = Ended(137, deleted: true) };

        Assert.That(_judge.Judge(deleted, TimeSpan.Zero), Is.InstanceOf<Verdict.Runs>());
        var verdict = _judge.Judge(deleted with { Job = Job("FailureTarget", "DeadlineExceeded") }, TimeSpan.FromMilliseconds(300));
        Assert.That((verdict as Verdict.Ended)?.Because?.Code, Is.EqualTo(FailureCode.TimeLimit));
    }

    [Test]
    public void A_worker_that_was_stopped_is_not_lost()
    {
        var stopped = new AttemptSight { Job = Job(), Pod = Ended(143, deleted: true), PodIsGone = true };
        stopped.Job!.Spec.Suspend = true;
        stopped.Job.Metadata.Annotations = new Dictionary<string, string> { [AttemptLabels.Stopped] = "true" };

        Assert.That(_judge.Judge(stopped, TimeSpan.Zero), Is.EqualTo(new Verdict.Ended(ExitCode: null, Signal: 15, Because: null)));
    }

    private static V1Job Job(string? condition = null, string? reason = null) => new()
    {
        Metadata = new(),
        Spec = new() { Template = new() },
        Status = new() { Conditions = condition is null ? null : [new() { Type = condition, Status = "True", Reason = reason }] },
    };

    private static V1Pod Ended(int exitCode, bool deleted = false) => new()
    {
        Metadata = new() { DeletionTimestamp = deleted ? DateTime.UnixEpoch : null },
        Status = new()
        {
            Phase = "Failed",
            ContainerStatuses =
            [
                new() { Name = JobManifest.Main, Image = "", ImageID = "", Ready = false, RestartCount = 0, State = new() { Terminated = new() { ExitCode = exitCode, Reason = "Error" } } },
            ],
        },
    };
}
