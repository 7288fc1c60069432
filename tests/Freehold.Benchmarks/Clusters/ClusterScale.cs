using System.Diagnostics;
using System.Globalization;
using Freehold.Benchmarks.Figures;
using Freehold.Benchmarks.Scale;
using Freehold.Testing.Kubernetes;

namespace Freehold.Benchmarks.Clusters;

/// <summary>
/// A thousand attempts at once on a cluster that has ten thousand pods of the agent already, through the API double: how fast pods are placed,
/// what each job asks of the API server, what the agent takes, and how long it is without a view after its watch is gone.
/// </summary>
/// <remarks>The double shares the machine with the agent: a real API server is faster, and further away.</remarks>
internal sealed class ClusterScale : IBenchmark
{
    private const double Megabyte = 1024 * 1024;
    private const string Started = """{"started":{"workerVersion":"bench"}}""";
    private const string Succeeded = """{"succeeded":{"manifestUri":"s3://out/manifest.json","manifestDigest":"00","committedAttempt":1}}""";

    // The agent's default, at which its own budget is what bounds it, and one at which it is not.
    private const int DefaultQueries = 50;
    private const int ManyQueries = 2000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Name => "cluster-scale";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (attempts, existing, hold) = size is BenchmarkSize.Quick ? (100, 1000, TimeSpan.FromSeconds(5)) : (1000, 10_000, TimeSpan.FromSeconds(20));
        var unbounded = await MeasureAsync(attempts, existing, hold, ManyQueries, cancellationToken);
        var bounded = await MeasureAsync(attempts / 5, existing: 0, TimeSpan.FromSeconds(1), DefaultQueries, cancellationToken);
        return
        [
            new("first list", "s", [unbounded.Listed], "≤ 10"),
            new("placed", "pods/s", [unbounded.PlacedPerSecond], "≥ 50"),
            new($"placed at {DefaultQueries} requests/s", "pods/s", [bounded.PlacedPerSecond]),
            new("requests a job", "requests", [unbounded.RequestsPerJob], "≤ 4"),
            new("agent, memory", "MiB", [unbounded.Memory / Megabyte], "≤ 250"),
            new("agent, while they run", "% of a core", [100 * unbounded.Processor], "≤ 50"),
            new("view again after 410", "s", [unbounded.Relisted], "≤ 10"),
            new("ended and removed", "jobs/s", [unbounded.EndedPerSecond]),
        ];
    }

    private static async Task<Measured> MeasureAsync(int attempts, int existing, TimeSpan hold, int queries, CancellationToken cancellationToken)
    {
        await using var api = await ApiDouble.StartAsync();
        var pods = new List<SimulatedPod>();
        api.Jobs.PodMade = pod =>
        {
            lock (pods)
                pods.Add(pod);
            pod.Run();
            pod.Writes(Started);
        };
        ExistingPods.Put(api.Store, ClusterProgram.Namespace, ClusterProgram.Agent, existing);

        var log = Path.Combine(Path.GetTempPath(), $"freehold-cluster-scale-{Guid.NewGuid():N}.log");
        try
        {
            await using var agent = await LeashedProcess.StartAsync(
                [Environment.ProcessPath!, ClusterProgram.Verb, api.Address.ToString(), attempts.ToString(CultureInfo.InvariantCulture), queries.ToString(CultureInfo.InvariantCulture)],
                new Dictionary<string, string> { ["DOTNET_gcServer"] = "0", ["DOTNET_GCHeapAffinitizeMask"] = "1" }, log, cancellationToken);

            // 1. Placing.
            var listed = await SaidAsync(log, "listed", cancellationToken);
            var running = await SaidAsync(log, "running", cancellationToken);

            // 2. Running, with a line of progress a second from each.
            var before = agent.Usage;
            var held = await ReportAsync(pods, hold, cancellationToken);
            var after = agent.Usage;

            // 3. Without a watch, and without the history to go on from.
            var watches = Count(api, "WATCH pods");
            api.Store.Compact();
            api.Faults.DropWatches();
            var relisted = await Until.IsTrueAsync(() => Count(api, "WATCH pods") >= watches + 2, Patience, "the pods are watched again", cancellationToken);

            // 4. The ends.
            var ending = Stopwatch.GetTimestamp();
            foreach (var pod in pods)
            {
                pod.Writes(Succeeded);
                pod.Ends(0);
            }

            await SaidAsync(log, "ended", cancellationToken);
            var ended = Stopwatch.GetElapsedTime(ending);
            var requests = api.Requests.Count(request => request is not ("GET pods" or "GET jobs" or "GET events") && !request.StartsWith("WATCH", StringComparison.Ordinal));
            return new(listed, attempts / running, (double)requests / attempts, after.Memory, (after.Processor - before.Processor) / held, relisted.TotalSeconds, attempts / ended.TotalSeconds);
        }
        finally
        {
            File.Delete(log);
        }
    }

    private static async Task<TimeSpan> ReportAsync(IReadOnlyList<SimulatedPod> pods, TimeSpan length, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var second = 1; Stopwatch.GetElapsedTime(started) < length; second++)
        {
            foreach (var pod in pods)
                pod.Writes(string.Create(CultureInfo.InvariantCulture, $$"""{"progress":{"tasksTotal":10,"rowsRead":"{{second * 1000}}","elapsed":"{{second}}s"} }"""));
            var next = TimeSpan.FromSeconds(second) - Stopwatch.GetElapsedTime(started);
            if (next > TimeSpan.Zero)
                await Task.Delay(next, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private static int Count(ApiDouble api, string request) => api.Requests.Count(each => each == request);

    private static async Task<double> SaidAsync(string log, string what, CancellationToken cancellationToken)
    {
        string? line = null;
        await Until.IsTrueAsync(
            () => (line = File.Exists(log) ? ReadLines(log).FirstOrDefault(each => each.StartsWith(what + " ", StringComparison.Ordinal)) : null) is not null,
            Patience, $"the agent says {what}", cancellationToken);
        return double.Parse(line!.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static string[] ReadLines(string log)
    {
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n');
    }

    /// <param name="Listed">Seconds until the agent had seen everything.</param>
    /// <param name="Memory">Bytes, with all of them running.</param>
    /// <param name="Processor">Share of a core while they ran.</param>
    /// <param name="Relisted">Seconds.</param>
    private sealed record Measured(double Listed, double PlacedPerSecond, double RequestsPerJob, long Memory, double Processor, double Relisted, double EndedPerSecond);
}
