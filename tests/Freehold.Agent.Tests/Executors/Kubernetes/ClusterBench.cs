using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Testing.Kubernetes;
using k8s;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>A Kubernetes executor with its watch on an API server of the test's own, and a clock in the test's hands.</summary>
internal sealed class ClusterBench : IAsyncDisposable
{
    public const string Namespace = "jobs";
    public const string Started = """{"started":{"workerVersion":"fake-1"}}""";
    public const string Succeeded = """{"succeeded":{"manifestUri":"s3://out/manifest.json","manifestDigest":"00","committedAttempt":1}}""";

    private readonly ErrorLogScope _log = new();
    private readonly WorkerOptions _workers;
    private ClusterAgent _agent = null!;

    private ClusterBench(ApiDouble api, ManualTimeProvider time, WorkerOptions workers)
    {
        (Api, Time, _workers) = (api, time, workers);
    }

    public ApiDouble Api { get; }

    public ManualTimeProvider Time { get; }

    public KubernetesExecutor Executor => _agent.Executor;

    public AttemptSights Sights => _agent.Sights;

    public IReadOnlyCollection<LoggedLine> Lines => _log.Lines;

    public static async Task<ClusterBench> StartAsync(WorkerOptions? workers = null)
    {
        var time = new ManualTimeProvider();
        var bench = new ClusterBench(await ApiDouble.StartAsync(time), time, workers ?? new WorkerOptions { Image = "registry.example/freehold/worker:1" });
        await bench.StartAgentAsync();
        return bench;
    }

    public static WorkOrder NewOrder(string document = Messages.Document) => new(Messages.NewAttempt(), document, "", "");

    public void ExpectError(int id) => _log.Expect(id);

    /// <summary>What the next process of the agent has: the same cluster, and nothing remembered.</summary>
    public async Task RestartAgentAsync()
    {
        await _agent.DisposeAsync();
        await StartAgentAsync();
    }

    public async Task<AttemptId> StartAttemptAsync(string document = Messages.Document)
    {
        var order = NewOrder(document);
        await Executor.StartAsync(order, CancellationToken.None).InTime();
        return order.Attempt;
    }

    /// <summary>Starts an attempt whose pod runs.</summary>
    public async Task<(AttemptId Attempt, SimulatedPod Pod)> StartRunningAsync()
    {
        var attempt = await StartAttemptAsync();
        var pod = PodOf(attempt)!;
        pod.Run();
        pod.Writes(Started);
        return (attempt, pod);
    }

    public SimulatedPod? PodOf(AttemptId attempt) => Api.Jobs.PodOf(AttemptNames.Of(attempt));

    public WatchedAttempt Watch(AttemptId attempt) => new(Executor, attempt, Time);

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await Api.DisposeAsync();
        _log.Verify();
    }

    private async Task StartAgentAsync()
    {
        _agent = ClusterAgent.Make(new KubernetesClientConfiguration { Host = Api.Address.ToString() }, Namespace, Time, _workers, _log);
        await _agent.Watch.StartAsync(CancellationToken.None);
        await Time.AdvanceUntilAsync(() => Sights.Complete.IsCompleted, TimeSpan.FromMinutes(2));
    }
}
