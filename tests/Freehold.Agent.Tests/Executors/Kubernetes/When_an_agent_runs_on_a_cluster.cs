using System.Text.Json.Nodes;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Testing.Kubernetes;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>The whole agent, from the control plane's command to the event, with the cluster's API in between.</summary>
public sealed class When_an_agent_runs_on_a_cluster : AgentAndControlPlane
{
    private ApiDouble _api = null!;

    [SetUp]
    public async Task StartCluster() => _api = await ApiDouble.StartAsync();

    [TearDown]
    public async Task StopCluster() => await _api.DisposeAsync();

    [Test]
    public async Task A_job_goes_through_the_cluster_and_leaves_nothing_there()
    {
        _api.Jobs.PodMade = pod =>
        {
            pod.Run();
            pod.Writes(ClusterBench.Started);
            pod.Writes(ClusterBench.Succeeded);
            pod.Ends(0);
        };
        await StartAgentOnClusterAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        var attempt = await stream.StartAsync();
        var end = await stream.NextTerminalAsync(attempt);
        await stream.SendAsync(Messages.Acknowledge(attempt, end.Sequence));

        Assert.That(end.KindCase, Is.EqualTo(JobEvent.KindOneofCase.Succeeded));
        await Eventually.IsTrueAsync(() => _api.Store.All("jobs", ClusterBench.Namespace).Count == 0);
        Assert.That(_api.Store.All("secrets", ClusterBench.Namespace), Is.Empty);
    }

    [Test]
    public async Task A_lost_pod_is_a_failure_with_its_code()
    {
        _api.Jobs.PodMade = pod =>
        {
            pod.Run();
            pod.SetCondition("DisruptionTarget", "True", "PreemptionByScheduler");
            pod.Delete();
        };
        await StartAgentOnClusterAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        var end = await stream.NextTerminalAsync(await stream.StartAsync());

        Assert.That(end.Failed?.Code, Is.EqualTo(FailureCode.Preempted));
    }

    [Test]
    public async Task A_worker_that_runs_out_of_memory_is_told_with_what_it_used_and_where()
    {
        var digest = "sha256:" + new string('c', 64);
        _api.Jobs.PodMade = pod =>
        {
            pod.IsOn("node-1");
            pod.RunsImage($"registry.example/freehold/worker@{digest}");
            pod.Run();
            pod.Writes(ClusterBench.Started);
            pod.Writes("""{"progress":{"rowsRead":"1","elapsed":"1s","peakMemoryBytes":"3113851290"}}""");
            _api.Jobs.Warn("Pod", pod.Namespace, pod.Name, "OOMKilling", "Memory cgroup out of memory: Killed process 4711 (freehold-worker)");
            pod.Ends(137, "OOMKilled");
        };
        await StartAgentOnClusterAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        var attempt = await stream.StartAsync();
        var failed = (await stream.NextTerminalAsync(attempt)).Failed;
        var started = stream.EventsOf(attempt).Single(happened => happened.Started is not null).Started;

        Assert.That((failed.Code, failed.ClusterReason, failed.Signal), Is.EqualTo((FailureCode.OomKilled, "OOMKilled", 9u)));
        Assert.That((failed.PeakMemoryBytes, failed.MemoryLimitBytes), Is.EqualTo((3_113_851_290ul, 3000ul << 20)));
        Assert.That((failed.Node, failed.ImageDigest), Is.EqualTo(("node-1", digest)));
        Assert.That((started.Node, started.ImageDigest, started.MemoryLimitBytes), Is.EqualTo(("node-1", digest, 3000ul << 20)));
        Assert.That(failed.Warnings.Select(warning => (warning.About, warning.Reason, warning.Count)), Is.EqualTo([("Pod", "OOMKilling", 1u)]));
        Assert.That(failed.ToString(), Does.Not.Contain("4711"));
    }

    [Test]
    public async Task An_attempt_that_is_given_more_memory_has_it()
    {
        await StartAgentOnClusterAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = Messages.NewAttempt();
        var assign = Messages.Assignment(attempt, """{"input":"file:///in/*.csv","kind":"transform","output":"file:///out/","resources":{"maxMemory":"8Gi","memory":"2Gi"}}""");
        assign.MemoryBytes = 4ul << 30;
        await stream.SendAsync(Messages.Assign(assign));
        await stream.NextAnswersAsync();
        await stream.SendAsync(Messages.Confirm(attempt));

        await Eventually.IsTrueAsync(() => _api.Store.All("pods", ClusterBench.Namespace).Count == 1);

        var container = _api.Store.All("pods", ClusterBench.Namespace).Single()["spec"]!["containers"]![0]!;
        Assert.That((string?)container["resources"]!["limits"]!["memory"], Is.EqualTo("4294967296"));
        Assert.That((string?)container["env"]!.AsArray().Single(variable => (string?)variable!["name"] == "FREEHOLD_MEMORY_BYTES")!["value"], Is.EqualTo("4294967296"));
    }

    [Test]
    public async Task What_the_quotas_have_room_for_is_reported()
    {
        _api.Store.Put("resourcequotas", new()
        {
            ["metadata"] = new JsonObject { ["name"] = "q", ["namespace"] = ClusterBench.Namespace },
            ["status"] = new JsonObject { ["hard"] = new JsonObject { ["pods"] = "7", ["requests.memory"] = "9000Mi" }, ["used"] = new JsonObject { ["pods"] = "0", ["requests.memory"] = "0" } },
        });
        await StartAgentOnClusterAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        var capacity = (await stream.NextAsync(message => message.Heartbeat?.Capacity.HasQuotaWorkers is true)).Heartbeat.Capacity;

        Assert.That((capacity.QuotaWorkers, capacity.QuotaTightest), Is.EqualTo((3u, "requests.memory")));
    }

    [Test]
    public async Task A_wait_is_told()
    {
        _api.Jobs.SetPodQuota(ClusterBench.Namespace, 0);
        await StartAgentOnClusterAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();

        var attempt = await stream.StartAsync();

        await Eventually.IsTrueAsync(() => stream.EventsOf(attempt).Any(happened => happened.Waiting?.Reason is WaitingReason.Quota));
    }

    [Test]
    public async Task A_restarted_agent_goes_on_with_what_runs()
    {
        _api.Jobs.PodMade = pod =>
        {
            pod.Run();
            pod.Writes(ClusterBench.Started);
        };
        await StartAgentOnClusterAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        await Eventually.IsTrueAsync(() => stream.EventsOf(attempt).Any(happened => happened.Started is not null));

        await RestartAgentAsync(Settings());
        stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Keep)]);
        var pod = _api.Jobs.PodOf(AttemptNames.Of(attempt))!;
        pod.Writes(ClusterBench.Succeeded);
        pod.Ends(0);

        Assert.That((await stream.NextTerminalAsync(attempt)).KindCase, Is.EqualTo(JobEvent.KindOneofCase.Succeeded));
        Assert.That(_api.Jobs.Made, Is.EqualTo(1));
    }

    private async Task StartAgentOnClusterAsync()
    {
        await File.WriteAllTextAsync(Folder["kubeconfig"], _api.Kubeconfig(ClusterBench.Namespace));
        await StartAgentAsync(Settings());
    }

    private string[] Settings() =>
        ["--executor:kind=kubernetes", $"--kubernetes:kubeconfig={Folder["kubeconfig"]}", "--workers:image=registry.example/freehold/worker:1"];
}
