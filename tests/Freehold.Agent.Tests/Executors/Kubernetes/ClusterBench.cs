using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Kubernetes;
using Freehold.Agent.Startup;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Hosting.Watchdogs;
using Freehold.Protocol.V1;
using Freehold.Testing.Kubernetes;
using k8s;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>A Kubernetes executor with its watch on an API server of the test's own, and a clock in the test's hands.</summary>
internal sealed class ClusterBench : IAsyncDisposable
{
    public const string Namespace = "jobs";
    public const string Started = """{"started":{"workerVersion":"fake-1"}}""";
    public const string Succeeded = """{"succeeded":{"manifestUri":"s3://out/manifest.json","manifestDigest":"00","committedAttempt":1}}""";

    private readonly ErrorLogScope _log = new();
    private readonly WorkerOptions _workers;
    private Part _agent = null!;

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
        _agent = Part.Make(Api.Address, Time, _workers, _log);
        await _agent.Watch.StartAsync(CancellationToken.None);
        await Time.AdvanceUntilAsync(() => Sights.Complete.IsCompleted, TimeSpan.FromMinutes(2));
    }

    private sealed record Part(ServiceProvider Services, AttemptSights Sights, KubernetesExecutor Executor, ClusterWatch Watch) : IAsyncDisposable
    {
        public static Part Make(Uri address, TimeProvider time, WorkerOptions workers, ErrorLogScope log)
        {
            var services = new ServiceCollection();
            services.AddMetrics();
            services.AddLogging(logging => logging.AddProvider(log));
            services.AddSingleton(time);
            services.AddSingleton(Options.Create(workers));
            services.AddSingleton(Options.Create(new ExecutorOptions { Kind = ExecutorKind.Kubernetes }));
            services.AddSingleton(Options.Create(new AgentOptions { Label = "test-agent", StateDirectory = "/nowhere" }));
            services.AddSingleton<LoopWatchdogs>();
            services.AddSingleton<KubernetesMetrics>();
            services.AddSingleton(provider => new ClusterConnection(
                new KubernetesClientConfiguration { Host = address.ToString() }, new KubernetesOptions { Namespace = Namespace, Burst = 10_000, QueriesPerSecond = 10_000 },
                provider.GetRequiredService<KubernetesMetrics>(), time));
            services.AddSingleton<JobManifest>().AddSingleton<JobObjects>().AddSingleton<AttemptSights>().AddSingleton<PodReports>();
            services.AddSingleton<KubernetesExecutor>().AddSingleton<ClusterWatch>();
            var provider = services.BuildServiceProvider();
            return new(provider, provider.GetRequiredService<AttemptSights>(), provider.GetRequiredService<KubernetesExecutor>(), provider.GetRequiredService<ClusterWatch>());
        }

        public async ValueTask DisposeAsync()
        {
            await Watch.StopAsync(CancellationToken.None).InTime();
            await Services.DisposeAsync();
        }
    }
}

/// <summary>One watching of an attempt, with what was seen so far.</summary>
internal sealed class WatchedAttempt
{
    private readonly List<WorkerObservation> _seen = [];
    private readonly Lock _gate = new();
    private readonly ManualTimeProvider _time;

    public WatchedAttempt(KubernetesExecutor executor, AttemptId attempt, ManualTimeProvider time)
    {
        _time = time;
        Over = WatchAsync(executor, attempt);
    }

    /// <summary>Completes with the last observation.</summary>
    public Task<WorkerEnded> Over { get; }

    public IReadOnlyList<WorkerObservation> Seen
    {
        get
        {
            lock (_gate)
                return [.. _seen];
        }
    }

    public IReadOnlyList<WorkerReport.KindOneofCase> Reports => [.. Seen.OfType<WorkerReported>().Select(seen => seen.Report.KindCase)];

    public IReadOnlyList<WaitingReason> Waits => [.. Seen.OfType<WorkerWaits>().Select(seen => seen.Reason).Distinct()];

    /// <summary>Moves the clock until the end is told; the time it took by that clock must not be longer.</summary>
    public async Task<WorkerEnded> EndsAsync(TimeSpan? within = null)
    {
        await _time.AdvanceUntilAsync(() => Over.IsCompleted, within ?? TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(500));
        return await Over;
    }

    public Task SeesAsync(Func<WorkerObservation, bool> what, TimeSpan? within = null) =>
        _time.AdvanceUntilAsync(() => Seen.Any(what), within ?? TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(500));

    private async Task<WorkerEnded> WatchAsync(KubernetesExecutor executor, AttemptId attempt)
    {
        await foreach (var observation in executor.WatchAsync(attempt, CancellationToken.None))
        {
            lock (_gate)
                _seen.Add(observation);
        }

        return (WorkerEnded)Seen[^1];
    }
}
