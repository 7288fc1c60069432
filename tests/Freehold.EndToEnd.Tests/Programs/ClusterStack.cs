using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Freehold.Testing;
using Freehold.Testing.Kubernetes;

namespace Freehold.EndToEnd.Tests.Programs;

/// <summary>
/// A control plane and two replicas of one agent in a cluster: the real programs, on an API server of the test's own whose pods are real
/// workers on this machine.
/// </summary>
internal sealed class ClusterStack : IAsyncDisposable
{
    private const string Namespace = "jobs";

    private readonly ConcurrentBag<Task<LocalVolumes>> _volumes = [];

    private ClusterStack(Stack stack, ApiDouble cluster) => (Stack, Cluster) = (stack, cluster);

    public Stack Stack { get; }

    public ApiDouble Cluster { get; }

    /// <param name="settings">Of both replicas, beside the usual ones.</param>
    public static async Task<(ClusterStack Cluster, RunningProgram Leader, RunningProgram Standby)> StartAsync(params IReadOnlyList<(string Name, string Value)> settings)
    {
        var cluster = await ApiDouble.StartAsync();
        var stack = await Stack.StartWithoutAgentAsync();
        var made = new ClusterStack(stack, cluster);
        cluster.Jobs.PodMade = made.Run;
        cluster.Store.Put("secrets", new()
        {
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = "transform", ["namespace"] = Namespace },
            ["stringData"] = new JsonObject { ["key"] = stack.SecretKey },
        });
        stack.WriteToken("agent.token", await stack.Api.AddAgentAsync(Stack.AgentLabel));

        var leader = made.StartReplica("first", settings);
        await Eventually.IsTrueAsync(() => stack.Api.IsConnectedAsync(Stack.AgentLabel), what: $"the agent is connected; it printed: {leader.Printed}");
        var standby = made.StartReplica("second", settings);
        await standby.PrintsAsync("stands by");
        return (made, leader, standby);
    }

    /// <summary>How many Jobs there are.</summary>
    public int Jobs => Cluster.Store.All("jobs", Namespace).Count;

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        await Cluster.DisposeAsync();
        foreach (var volumes in await Task.WhenAll(_volumes))
            volumes.Dispose();
    }

    private RunningProgram StartReplica(string name, IReadOnlyList<(string Name, string Value)> settings)
    {
        File.WriteAllText(Stack[$"kubeconfig-{name}"], Cluster.Kubeconfig(Namespace, name));
        return Stack.StartAgent("agent.token",
        [
            ("FREEHOLD_EXECUTOR__KIND", "kubernetes"),
            ("FREEHOLD_KUBERNETES__KUBECONFIG", Stack[$"kubeconfig-{name}"]),
            ("FREEHOLD_WORKERS__IMAGE", "registry.example/freehold/worker:1"),
            ("FREEHOLD_WORKERS__COMMAND", Repository.Program("Freehold.Worker", "freehold-worker")),
            ("FREEHOLD_AGENT__REPLICAID", name),
            ("FREEHOLD_AGENT__STATEDIRECTORY", Stack[$"agent-{name}"]),
            .. settings,
        ]);
    }

    // The Secret comes after the pod, so the pod waits for it in the background.
    private void Run(SimulatedPod pod) => _volumes.Add(Task.Run(async () =>
    {
        var volumes = await LocalVolumes.MountAsync(Cluster.Store, pod);
        LocalPod.Start(pod, volumes);
        return volumes;
    }));
}
