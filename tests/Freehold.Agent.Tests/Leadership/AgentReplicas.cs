using System.Diagnostics;
using System.Globalization;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Tests.Executors.Kubernetes;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Agent.Tests.Startup;
using Freehold.Protocol.V1;
using Freehold.Testing.Kubernetes;

namespace Freehold.Agent.Tests.Leadership;

/// <summary>Two replicas of an agent as real programs on one cluster, each with a token of its own, and a control plane in the test's hands.</summary>
public abstract class AgentReplicas : AgentProgram
{
    private protected const string First = "first";
    private protected const string Second = "second";

    private protected ApiDouble Cluster { get; private set; } = null!;

    [SetUp]
    public async Task StartCluster()
    {
        Cluster = await ApiDouble.StartAsync();
        Cluster.Jobs.PodMade = pod =>
        {
            pod.Run();
            pod.Writes(ClusterBench.Started);
        };
    }

    [TearDown]
    public async Task StopCluster() => await Cluster.DisposeAsync();

    private protected AgentProcess StartReplica(string name)
    {
        File.WriteAllText(Folder[$"kubeconfig-{name}"], Cluster.Kubeconfig(ClusterBench.Namespace, name));
        // A fourth of the defaults: a busy machine must not make a leader lose its lead.
        return StartAgent(
            "--executor:kind=kubernetes", $"--kubernetes:kubeconfig={Folder[$"kubeconfig-{name}"]}", "--workers:image=registry.example/freehold/worker:1",
            $"--agent:replicaid={name}", $"--agent:statedirectory={Folder[name]}",
            "--leadership:leaseduration=4s", "--leadership:renewdeadline=3s", "--leadership:retryperiod=300ms", "--logging:format=json");
    }

    /// <summary>One that leads, welcomed, and one that stands by.</summary>
    private protected async Task<(AgentProcess Leader, ScriptedStream Led, AgentProcess Standby, ScriptedStream Waiting)> StartBothAsync()
    {
        var leader = StartReplica(First);
        var led = await NextStreamAsync(First, ReplicaRole.Leader);
        var standby = StartReplica(Second);
        var waiting = await NextStreamAsync(Second, ReplicaRole.Standby);
        return (leader, led, standby, waiting);
    }

    /// <summary>The next stream, which must be this replica's in this role, welcomed without verdicts.</summary>
    private protected async Task<ScriptedStream> NextStreamAsync(string replica, ReplicaRole role)
    {
        var (stream, _) = await NextStreamAsync(replica, role, []);
        return stream;
    }

    private protected async Task<(ScriptedStream Stream, Hello Hello)> NextStreamAsync(string replica, ReplicaRole role, params IReadOnlyList<InventoryVerdict> verdicts)
    {
        var stream = await ControlPlane.NextStreamAsync();
        var hello = await stream.WelcomeAsync(verdicts);
        Assert.That((hello.ReplicaId, hello.Role), Is.EqualTo((replica, role)));
        return (stream, hello);
    }

    /// <summary>An attempt that runs, whose start was acknowledged.</summary>
    private protected async Task<(AttemptId Attempt, SimulatedPod Pod)> StartRunningAsync(ScriptedStream led)
    {
        var attempt = await led.StartAsync();
        await led.NextEventAsync(attempt, happened => happened.Started is not null);
        await led.SendAsync(Messages.Acknowledge(attempt, 1));
        return (attempt, PodOf(attempt)!);
    }

    private protected SimulatedPod? PodOf(AttemptId attempt) => Cluster.Jobs.PodOf(AttemptNames.Of(attempt));

    private protected bool HasJob(AttemptId attempt) => Cluster.Store.Find("jobs", ClusterBench.Namespace, AttemptNames.Of(attempt)) is not null;

    /// <summary>What a control plane says that has stored a start and nothing else.</summary>
    private protected static InventoryVerdict KeepStarted(AttemptId attempt)
    {
        var verdict = Messages.Verdict(attempt, InventoryDecision.Keep, acknowledged: 1);
        verdict.Started = true;
        return verdict;
    }

    private protected static void End(SimulatedPod pod)
    {
        pod.Writes(ClusterBench.Succeeded);
        pod.Ends(0);
    }

    private protected static async Task SignalAsync(AgentProcess agent, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", agent.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().InTime();
    }
}
