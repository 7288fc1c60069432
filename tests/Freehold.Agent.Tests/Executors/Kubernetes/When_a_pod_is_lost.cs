using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class When_a_pod_is_lost
{
    [TestCase("EvictionByEvictionAPI", FailureCode.Evicted)]
    [TestCase("PreemptionByScheduler", FailureCode.Preempted)]
    [TestCase("DeletionByPodGC", FailureCode.NodeLost)]
    public async Task The_attempt_ends_with_the_reason_although_its_node_says_nothing_more(string reason, string code)
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, pod) = await bench.StartRunningAsync();
        var watched = bench.Watch(attempt);
        pod.NodeIsAway = true;
        bench.Api.Faults.LogsAreAway = true;

        pod.SetCondition("DisruptionTarget", "True", reason);
        pod.Delete();

        Assert.That((await watched.EndsAsync(TimeSpan.FromSeconds(60))).Because?.Code, Is.EqualTo(code));
    }

    [Test]
    public async Task The_Job_is_told_to_have_no_pods_so_that_the_lost_one_does_not_come_back()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, pod) = await bench.StartRunningAsync();
        var watched = bench.Watch(attempt);
        pod.NodeIsAway = true;
        pod.SetCondition("Ready", "False", reason: null);
        await watched.EndsAsync(TimeSpan.FromSeconds(60));

        var job = bench.Api.Store.All("jobs", ClusterBench.Namespace).Single();
        Assert.That((bool?)job["spec"]!["suspend"], Is.True);
    }

    [Test]
    public async Task A_node_that_comes_back_in_time_loses_nothing()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, pod) = await bench.StartRunningAsync();
        var watched = bench.Watch(attempt);
        await watched.SeesAsync(seen => seen is WorkerReported);
        pod.SetCondition("Ready", "False", reason: null);
        bench.Time.Advance(TimeSpan.FromSeconds(5));

        pod.SetCondition("Ready", "True", reason: null);
        await bench.Time.AdvanceUntilAsync(() => bench.Sights.Look(attempt).Sight.PodCondition("Ready")?.Status is "True", TimeSpan.FromSeconds(10));
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        pod.Writes(ClusterBench.Succeeded);
        pod.Ends(0);

        Assert.That((await watched.EndsAsync()).ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_pod_deleted_by_hand_is_told_as_such()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, pod) = await bench.StartRunningAsync();
        var watched = bench.Watch(attempt);

        pod.Delete();

        Assert.That((await watched.EndsAsync()).Because?.Code, Is.EqualTo(FailureCode.PodDeleted));
    }

    [Test]
    public async Task A_Job_deleted_by_hand_is_told_as_such()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, _) = await bench.StartRunningAsync();
        var watched = bench.Watch(attempt);
        await watched.SeesAsync(seen => seen is WorkerReported);

        bench.Api.Store.Delete("jobs", ClusterBench.Namespace, AttemptNames.Of(attempt));

        Assert.That((await watched.EndsAsync()).Because?.Code, Is.EqualTo(FailureCode.PodDeleted));
    }

    [Test]
    public async Task A_pod_that_went_while_the_watch_was_cut_is_noticed_by_the_new_list()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, pod) = await bench.StartRunningAsync();
        var watched = bench.Watch(attempt);
        await watched.SeesAsync(seen => seen is WorkerReported);

        lock (bench.Api.Store.Gate)
        {
            bench.Api.Store.Delete("pods", ClusterBench.Namespace, pod.Name);
            bench.Api.Store.Compact();
        }

        bench.Api.Faults.DropWatches();

        Assert.That((await watched.EndsAsync()).Because?.Code, Is.EqualTo(FailureCode.PodDeleted));
    }

    [Test]
    public async Task A_result_that_the_worker_had_reported_stands()
    {
        await using var bench = await ClusterBench.StartAsync();
        var (attempt, pod) = await bench.StartRunningAsync();
        var watched = bench.Watch(attempt);
        pod.Writes(ClusterBench.Succeeded);
        await watched.SeesAsync(seen => seen is WorkerReported { Report.KindCase: WorkerReport.KindOneofCase.Succeeded });

        pod.Delete();
        await watched.EndsAsync();

        Assert.That(watched.Reports, Does.Contain(WorkerReport.KindOneofCase.Succeeded));
    }
}
