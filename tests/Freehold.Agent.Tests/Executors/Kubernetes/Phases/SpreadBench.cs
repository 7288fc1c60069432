using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Executors.Kubernetes.Phases;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;
using Freehold.Testing.Kubernetes;
using k8s;

namespace Freehold.Agent.Tests.Executors.Kubernetes.Phases;

/// <summary>An attempt whose tasks are spread over pods of the double, each of them the real worker program, on files of this machine.</summary>
internal sealed class SpreadBench : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly ErrorLogScope _log = new();
    private readonly TemporaryFolder _files = new();
    private readonly WorkerOptions _workers;
    private ClusterAgent _agent = null!;

    private SpreadBench(ApiDouble api, WorkerOptions workers) => (Api, _workers) = (api, workers);

    public ApiDouble Api { get; }

    public AttemptId Attempt { get; } = Messages.NewAttempt();

    public IExecutor Executor => _agent.Executor;

    public string Output => _files["out"];

    /// <summary>Pods by the arguments' first word, as they were made.</summary>
    public IReadOnlyList<string> Verbs => [.. Api.Jobs.All.Select(pod => (string)pod.Container["args"]![0]!)];

    public static async Task<SpreadBench> StartAsync(WorkerOptions? workers = null)
    {
        var api = await ApiDouble.StartAsync();
        api.Jobs.PodMade = LocalPod.StartMounted;
        var program = Path.Join(new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.FullName, "Freehold.Worker", new DirectoryInfo(AppContext.BaseDirectory).Name, "freehold-worker");
        var bench = new SpreadBench(api, workers ?? new WorkerOptions { Image = "worker:1", Command = [program], SpreadFromMebibytes = 0 });
        await bench.StartAgentAsync();
        return bench;
    }

    public void Put(string name, string content)
    {
        Directory.CreateDirectory(_files["in"]);
        File.WriteAllText(Path.Join(_files["in"], name), content);
    }

    /// <param name="spec">Further keys of the spec.</param>
    /// <param name="more">Further keys at the top level.</param>
    public WorkOrder Order(string spec = "", string more = ",\"parallelism\":4") => new(
        Attempt,
        $$"""{"input":"file://{{_files["in"]}}/*","kind":"transform","output":"file://{{Output}}/"{{more}},"spec":{"rules":[{"action":"redact","columns":["email"]}]{{spec}} } }""",
        "", "");

    public Task StartAttemptAsync(WorkOrder order) => Executor.StartAsync(order, CancellationToken.None).InTime(Limit);

    /// <summary>Watches to the end.</summary>
    public async Task<SpreadEnd> WatchAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var seen = new List<WorkerObservation>();
        await foreach (var observation in Executor.WatchAsync(Attempt, limit.Token))
            seen.Add(observation);
        return new(seen);
    }

    /// <summary>What the next process of the agent has: the same cluster, and nothing remembered.</summary>
    public async Task RestartAgentAsync()
    {
        await _agent.DisposeAsync();
        await StartAgentAsync();
    }

    /// <summary>Whether one of the attempt's Jobs is there.</summary>
    public bool Has(JobPhase phase) => Api.Store.Find("jobs", ClusterBench.Namespace, AttemptNames.Of(Attempt, phase)) is not null;

    /// <summary>Files of the output without logs, by their names under the job's folder.</summary>
    public IReadOnlyList<string> Written => !Directory.Exists(Output) ? [] :
    [
        .. Directory.EnumerateFiles(Output, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Path.Join(Output, Attempt.Job.ToString("D")), path))
            .Where(name => !name.Contains("/logs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    public async ValueTask DisposeAsync()
    {
        await Executor.StopAsync(Attempt, CancellationToken.None).InTime(Limit);
        await Executor.RemoveAsync(Attempt, CancellationToken.None).InTime(Limit);
        await _agent.DisposeAsync();
        await Api.DisposeAsync();
        _files.Dispose();
        _log.Verify();
    }

    private async Task StartAgentAsync()
    {
        _agent = ClusterAgent.Make(
            new KubernetesClientConfiguration { Host = Api.Address.ToString() }, ClusterBench.Namespace, TimeProvider.System, _workers, _log);
        await _agent.Watch.StartAsync(CancellationToken.None);
        await _agent.Sights.Complete.InTime(Limit);
    }
}

/// <summary>What was seen of an attempt.</summary>
internal sealed record SpreadEnd(IReadOnlyList<WorkerObservation> Seen)
{
    public WorkerEnded End => (WorkerEnded)Seen[^1];

    public IEnumerable<WorkerReport> Reports => Seen.OfType<WorkerReported>().Select(seen => seen.Report);

    public Succeeded? Succeeded => Reports.LastOrDefault(report => report.Succeeded is not null)?.Succeeded;

    public Failed? Failed => Reports.LastOrDefault(report => report.Failed is not null)?.Failed;

    public IEnumerable<Progress> Progress => Reports.Where(report => report.Progress is not null).Select(report => report.Progress);

    /// <summary>The last that was said of each task.</summary>
    public IReadOnlyDictionary<uint, TaskChanged> Tasks
    {
        get
        {
            var last = new SortedDictionary<uint, TaskChanged>();
            foreach (var task in Reports.Where(report => report.Tasks is not null).SelectMany(report => report.Tasks.Changed))
                last[task.Index] = task;
            return last;
        }
    }
}
