using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>A queue lets suspended Jobs go, and may suspend them again.</summary>
public sealed class When_a_queue_holds_Jobs
{
    private static readonly WorkerOptions Queued = new() { Image = "worker:1", KueueQueue = "team-a" };

    [Test]
    public async Task A_Job_that_is_held_waits_for_quota_and_runs_when_it_is_let_go()
    {
        await using var bench = await ClusterBench.StartAsync(Queued);
        var attempt = await bench.StartAttemptAsync();
        var watched = bench.Watch(attempt);
        await watched.SeesAsync(seen => seen is WorkerWaits { Reason: WaitingReason.Quota });
        Assert.That(bench.PodOf(attempt), Is.Null);

        Patch(bench, attempt, suspend: false);
        await EndWellAsync(bench, attempt);

        Assert.That(await watched.EndsAsync(), Is.EqualTo(new WorkerEnded(ExitCode: 0, Signal: 0)));
        Assert.That(watched.Reports, Does.Contain(WorkerReport.KindOneofCase.Succeeded));
    }

    [Test]
    public async Task A_Job_that_is_held_again_waits_and_does_not_fail()
    {
        await using var bench = await ClusterBench.StartAsync(Queued);
        var attempt = await bench.StartAttemptAsync();
        Patch(bench, attempt, suspend: false);
        var pod = bench.PodOf(attempt)!;
        pod.Run();
        pod.Writes(ClusterBench.Started);
        var watched = bench.Watch(attempt);
        await watched.SeesAsync(seen => seen is WorkerReported);

        Patch(bench, attempt, suspend: true);
        await watched.SeesAsync(seen => seen is WorkerWaits { Reason: WaitingReason.Quota });
        Patch(bench, attempt, suspend: false);
        await EndWellAsync(bench, attempt);

        Assert.That(await watched.EndsAsync(), Is.EqualTo(new WorkerEnded(ExitCode: 0, Signal: 0)));
        Assert.That(watched.Reports, Does.Contain(WorkerReport.KindOneofCase.Succeeded));
        Assert.That(bench.Api.Jobs.Made, Is.EqualTo(2));
    }

    [Test]
    public async Task A_Job_that_we_have_stopped_stays_stopped_although_the_queue_lets_it_go()
    {
        await using var bench = await ClusterBench.StartAsync(Queued);
        var attempt = await bench.StartAttemptAsync();
        Patch(bench, attempt, suspend: false);
        bench.PodOf(attempt)!.Run();
        await bench.Executor.StopAsync(attempt, CancellationToken.None).InTime();

        Patch(bench, attempt, suspend: false);

        var job = bench.Api.Store.Find("jobs", ClusterBench.Namespace, AttemptNames.Of(attempt))!;
        Assert.That((int)job["spec"]!["parallelism"]!, Is.Zero);
        Assert.That(bench.Sights.Look(attempt).Sight.IsStopped, Is.True);
        Assert.That((await bench.Watch(attempt).EndsAsync()).Because, Is.Null);
    }

    [Test]
    public void The_recorded_Job_that_is_suspended_and_let_go_ends_well()
    {
        var judged = JudgedRecording.Of("suspended/11-suspend-resume");

        Assert.That(judged.Word, Is.EqualTo("exit 0"));
        Assert.That(judged.Waits, Does.Contain(WaitingReason.Quota));
    }

    private static void Patch(ClusterBench bench, Freehold.Agent.Assignments.AttemptId attempt, bool suspend) =>
        bench.Api.Jobs.Suspend(ClusterBench.Namespace, AttemptNames.Of(attempt), suspend);

    private static async Task EndWellAsync(ClusterBench bench, Freehold.Agent.Assignments.AttemptId attempt)
    {
        await Eventually.IsTrueAsync(() => bench.PodOf(attempt) is not null);
        var pod = bench.PodOf(attempt)!;
        pod.Run();
        pod.Writes(ClusterBench.Started);
        pod.Writes(ClusterBench.Succeeded);
        pod.Ends(0);
    }
}
