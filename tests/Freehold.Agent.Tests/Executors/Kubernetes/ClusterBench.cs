using System.Globalization;
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

    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(5);

    private readonly ErrorLogScope _log = new();
    private readonly WorkerOptions _workers;
    private ClusterAgent _agent = null!;
    private TimeSpan _shownFrom;

    private ClusterBench(ApiDouble api, ManualTimeProvider time, WorkerOptions workers)
    {
        (Api, Time, _workers) = (api, time, workers);
    }

    public ApiDouble Api { get; }

    public ManualTimeProvider Time { get; }

    public IExecutor Executor => _agent.Executor;

    public AttemptSights Sights => _agent.Sights;

    public QuotaWatch Quotas => _agent.Services.GetRequiredService<QuotaWatch>();

    public IReadOnlyCollection<LoggedLine> Lines => _log.Lines;

    public static async Task<ClusterBench> StartAsync(WorkerOptions? workers = null)
    {
        var time = new ManualTimeProvider();
        var bench = new ClusterBench(await ApiDouble.StartAsync(time), time, workers ?? new WorkerOptions { Image = "registry.example/freehold/worker:1" });
        await bench.StartAgentAsync();
        bench._shownFrom = time.Elapsed;
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

    /// <summary>Lets the clock come to a recorded change, makes it on the server, and waits until the agent's watch has seen it.</summary>
    /// <param name="watched">Waited for as well, so that it looks at each change by the clock of that change; null before it is watched.</param>
    public async Task ShowAsync(AttemptId attempt, RecordedChange change, WatchedAttempt? watched)
    {
        // Step by step: the executor looks every five seconds, and has to get to it before what is shown next.
        int? looks;
        while (Time.Elapsed - _shownFrom < change.At)
        {
            var left = change.At - (Time.Elapsed - _shownFrom);
            looks = watched?.Seen.Count;
            Time.Advance(left < LongestStep ? left : LongestStep);
            if (left >= LongestStep && watched is not null)
                await Time.AdvanceUntilAsync(() => watched.Seen.Count > looks || watched.Over.IsCompleted, TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(100));
        }

        looks = watched?.Seen.Count;
        var version = change.Type is "DELETED" ? Delete(change) : (string?)Api.Store.Put(change.Resource, change.Object)["metadata"]!["resourceVersion"];
        if (change.Resource is "events" && (string?)change.Object["type"] is not "Warning")
            return;

        // A watch that broke goes on after a pause, so the clock must not stand still.
        await Time.AdvanceUntilAsync(
            () => HasSeen(Sights.Look(attempt).Sight, change, version) && (watched is null || watched.Seen.Count > looks || watched.Over.IsCompleted),
            TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(100));
    }

    public WatchedAttempt Watch(AttemptId attempt) => new(Executor, attempt, Time);

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await Api.DisposeAsync();
        _log.Verify();
    }

    private static bool HasSeen(AttemptSight sight, RecordedChange change, string? version) => (change.Resource, change.Type) switch
    {
        ("events", _) => sight.Warnings.Any(warning => warning.Message == (string?)change.Object["message"]),
        ("jobs", "DELETED") => sight.JobIsGone,
        ("pods", "DELETED") => sight.PodIsGone,
        ("jobs", _) => IsFrom(version, sight.Job?.Metadata.ResourceVersion),
        _ => IsFrom(version, sight.Pod?.Metadata.ResourceVersion),
    };

    // Or a newer one: the executor changes Jobs too.
    private static bool IsFrom(string? version, string? seen) =>
        seen is not null && long.Parse(seen, CultureInfo.InvariantCulture) >= long.Parse(version!, CultureInfo.InvariantCulture);

    private string? Delete(RecordedChange change)
    {
        Api.Store.Put(change.Resource, change.Object);
        Api.Store.Delete(change.Resource, Namespace, (string)change.Object["metadata"]!["name"]!);
        return null;
    }

    private async Task StartAgentAsync()
    {
        _agent = ClusterAgent.Make(new KubernetesClientConfiguration { Host = Api.Address.ToString() }, Namespace, Time, _workers, _log);
        await _agent.Watch.StartAsync(CancellationToken.None);
        await Time.AdvanceUntilAsync(() => Sights.Complete.IsCompleted, TimeSpan.FromMinutes(2));
    }
}
