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
