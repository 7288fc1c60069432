using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>Or does not take it at all. The same promises on the API double and, when KUBECONFIG names one, on a real cluster.</summary>
[TestFixtureSource(typeof(ClusterUnderTest), nameof(ClusterUnderTest.Names))]
public sealed class When_a_cluster_takes_a_worker_away(string cluster)
{
    private static readonly string Runs = $"echo '{ClusterBench.Started}'; while :; do sleep 0.1; done";

    [Test]
    public async Task A_pod_deleted_by_hand_is_told_as_such()
    {
        await using var run = await ClusterRun.StartAsync(cluster, Runs);
        await Eventually.IsTrueAsync(() => run.IsRunning, ClusterRun.Limit);

        await run.Cluster.DeleteAsync($"api/v1/namespaces/{{0}}/pods/{run.Sight.Pod!.Metadata.Name}?gracePeriodSeconds=1");

        Assert.That((await run.WatchAsync()).End.Because?.Code, Is.EqualTo(FailureCode.PodDeleted));
    }

    [Test]
    public async Task So_is_a_Job()
    {
        await using var run = await ClusterRun.StartAsync(cluster, $"trap 'exit 0' TERM; {Runs}");
        await Eventually.IsTrueAsync(() => run.IsRunning, ClusterRun.Limit);

        await run.Cluster.DeleteAsync($"apis/batch/v1/namespaces/{{0}}/jobs/{AttemptNames.Of(run.Attempt)}?propagationPolicy=Background");

        Assert.That((await run.WatchAsync()).End.Because?.Code, Is.EqualTo(FailureCode.PodDeleted));
    }

    [Test]
    public async Task One_that_no_node_takes_waits_for_a_node()
    {
        await using var run = await ClusterRun.StartAsync(cluster, Runs, image: null, "freehold.io/no-such-label=true");

        var seen = await run.SeeAsync(until: seen => seen is WorkerWaits or WorkerEnded);

        Assert.That(seen[^1], Is.EqualTo(new WorkerWaits(WaitingReason.Node)));
    }

    [Test]
    public async Task An_image_that_nobody_can_have_fails_at_once_with_its_name()
    {
        const string Image = "registry.example/Not-A-Name:1";
        await using var run = await ClusterRun.StartAsync(cluster, Runs, Image);

        var failed = (await run.WatchAsync()).End.Because;

        Assert.That((failed?.Code, failed?.ObjectName), Is.EqualTo((FailureCode.ImagePull, Image)));
    }

    [Test]
    public async Task One_that_was_stopped_does_not_come_back()
    {
        await using var run = await ClusterRun.StartAsync(cluster, $"trap 'exit 143' TERM; {Runs}");
        await Eventually.IsTrueAsync(() => run.IsRunning, ClusterRun.Limit);

        await run.Agent.Executor.StopAsync(run.Attempt, CancellationToken.None).InTime(ClusterRun.Limit);
        await run.Agent.Executor.StartAsync(run.Order, CancellationToken.None).InTime(ClusterRun.Limit);
        await run.WatchAsync();

        Assert.That(run.Sight.IsStopped, Is.True);
        Assert.That(run.IsRunning, Is.False);
    }
}
