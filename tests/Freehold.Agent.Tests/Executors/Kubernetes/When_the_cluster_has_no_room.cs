using System.Text.Json.Nodes;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Testing.Kubernetes;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class When_the_cluster_has_no_room
{
    [Test]
    public async Task A_quota_of_pods_is_waited_for_and_said()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Api.Jobs.SetPodQuota(ClusterBench.Namespace, 0);
        var attempt = await bench.StartAttemptAsync();
        var watched = bench.Watch(attempt);
        await watched.SeesAsync(seen => seen is WorkerWaits { Reason: WaitingReason.Quota });

        bench.Api.Jobs.SetPodQuota(ClusterBench.Namespace, 1);
        await bench.Time.AdvanceUntilAsync(() => bench.PodOf(attempt) is not null, TimeSpan.FromMinutes(1));
        var pod = bench.PodOf(attempt)!;
        pod.Run();
        pod.Ends(0);

        Assert.That((await watched.EndsAsync()).ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_Job_that_waits_for_quota_is_told_when_there_is_room_and_no_other()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Api.Jobs.SetPodQuota(ClusterBench.Namespace, 0);
        var first = await bench.StartAttemptAsync();
        await bench.Time.AdvanceUntilAsync(() => bench.Sights.Look(first).Sight.WaitsForQuota, TimeSpan.FromMinutes(1));
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        var second = await bench.StartAttemptAsync();
        await bench.Time.AdvanceUntilAsync(() => bench.Sights.Look(second).Sight.WaitsForQuota, TimeSpan.FromMinutes(1));
        bench.Api.Store.Put("resourcequotas", new()
        {
            ["metadata"] = new JsonObject { ["name"] = "q", ["namespace"] = ClusterBench.Namespace },
            ["status"] = new JsonObject { ["hard"] = new JsonObject { ["pods"] = "1" }, ["used"] = new JsonObject { ["pods"] = "0" } },
        });

        await bench.Quotas.StartAsync(CancellationToken.None).InTime();
        await bench.Time.AdvanceUntilAsync(() => IsWoken(bench, first), TimeSpan.FromSeconds(30));
        await bench.Quotas.StopAsync(CancellationToken.None).InTime();

        Assert.That(IsWoken(bench, second), Is.False);
        Assert.That(bench.Executor.Room, Is.EqualTo(new ExecutorRoom(1, "pods")));
    }

    [Test]
    public async Task A_quota_of_Jobs_is_waited_for_and_said()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Api.Faults.Admission = (resource, name) => resource is "jobs" ? ApiStatus.QuotaExceeded(resource, name, "count/jobs.batch") : null;
        var attempt = await bench.StartAttemptAsync();
        var watched = bench.Watch(attempt);
        await watched.SeesAsync(seen => seen is WorkerWaits { Reason: WaitingReason.Quota });

        bench.Api.Faults.Admission = (_, _) => null;

        await bench.Time.AdvanceUntilAsync(() => bench.PodOf(attempt) is not null, TimeSpan.FromMinutes(1));
    }

    [Test]
    public async Task A_wait_for_quota_never_becomes_a_failure()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Api.Jobs.SetPodQuota(ClusterBench.Namespace, 0);
        var watched = bench.Watch(await bench.StartAttemptAsync());

        await watched.SeesAsync(seen => seen is WorkerWaits { Reason: WaitingReason.Quota });
        bench.Time.Advance(TimeSpan.FromHours(6));
        var seen = watched.Seen.Count;
        await bench.Time.AdvanceUntilAsync(() => watched.Seen.Count > seen, TimeSpan.FromMinutes(1));

        Assert.That(watched.Over.IsCompleted, Is.False);
    }

    [Test]
    public async Task An_attempt_that_waits_for_quota_can_be_stopped_and_never_starts()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Api.Faults.Admission = (resource, name) => resource is "jobs" ? ApiStatus.QuotaExceeded(resource, name, "count/jobs.batch") : null;
        var attempt = await bench.StartAttemptAsync();
        var watched = bench.Watch(attempt);
        await watched.SeesAsync(seen => seen is WorkerWaits);

        bench.Api.Faults.Admission = (resource, name) => null;
        await bench.Executor.StopAsync(attempt, CancellationToken.None).InTime();
        await watched.EndsAsync(TimeSpan.FromMinutes(1));

        Assert.That(bench.Api.Jobs.Made, Is.Zero);
    }

    [Test]
    public async Task What_a_policy_denies_fails_as_refused_at_once()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Api.Faults.Admission = (resource, name) => resource is "jobs" ? ApiStatus.PolicyDenies(resource, name) : null;

        var end = await bench.Watch(await bench.StartAttemptAsync()).EndsAsync();

        Assert.That(end.Because?.Code, Is.EqualTo(FailureCode.AdmissionRefused));
    }

    [Test]
    public async Task A_webhook_that_is_down_is_waited_for()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Api.Faults.Admission = (resource, _) => resource is "jobs" ? ApiStatus.WebhookDown() : null;
        var attempt = await bench.StartAttemptAsync();
        var watched = bench.Watch(attempt);

        bench.Api.Faults.Admission = (_, _) => null;

        await bench.Time.AdvanceUntilAsync(() => bench.PodOf(attempt) is not null, TimeSpan.FromMinutes(1));
        Assert.That(watched.Over.IsCompleted, Is.False);
    }

    [Test]
    public async Task An_overloaded_server_is_asked_again_after_the_time_that_it_asks_for()
    {
        await using var bench = await ClusterBench.StartAsync();
        var order = ClusterBench.NewOrder();
        var before = bench.Time.Elapsed;
        await Eventually.IsTrueAsync(() => bench.Api.Requests.Count(request => request.StartsWith("WATCH", StringComparison.Ordinal)) == 3);

        bench.Api.Faults.RefuseNext([ApiStatus.Overloaded(), ApiStatus.Overloaded()]);
        var starting = bench.Executor.StartAsync(order, CancellationToken.None);
        await bench.Time.AdvanceUntilAsync(() => starting.IsCompleted, TimeSpan.FromMinutes(1));

        Assert.That(bench.PodOf(order.Attempt), Is.Not.Null);
        Assert.That(bench.Time.Elapsed - before, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task Pods_that_the_cluster_refuses_fail_the_attempt_within_half_a_minute()
    {
        await using var bench = await ClusterBench.StartAsync();
        bench.Api.Jobs.PodRefusal = "pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\"";

        var end = await bench.Watch(await bench.StartAttemptAsync()).EndsAsync(TimeSpan.FromSeconds(30));

        Assert.That(end.Because?.Code, Is.EqualTo(FailureCode.AdmissionRefused));
    }

    private static bool IsWoken(ClusterBench bench, Freehold.Agent.Assignments.AttemptId attempt) =>
        bench.Api.Store.Find("jobs", ClusterBench.Namespace, AttemptNames.Of(attempt))!["metadata"]!["annotations"]![AttemptLabels.Woken] is not null;
}
