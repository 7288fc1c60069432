using System.Diagnostics;
using System.Globalization;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Kubernetes;
using Freehold.Agent.Startup;
using Freehold.Hosting.Watchdogs;
using k8s;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Freehold.Benchmarks.Clusters;

/// <summary>
/// The part of an agent that lives on a cluster, as a process of its own so that what it takes can be measured: it starts attempts, follows
/// each to its end and removes it. Says how far it is on standard output, one word and a number a line.
/// </summary>
internal static class ClusterProgram
{
    public const string Verb = "cluster-agent";
    public const string Namespace = "jobs";
    public const string Agent = "scale";

    private const string Document = """{"agent":"scale","input":"s3://in/*.csv","kind":"transform","output":"s3://out/"}""";

    /// <param name="address">The API server.</param>
    /// <param name="attempts">How many to start, all at once.</param>
    /// <param name="queriesPerSecond">The agent's own budget.</param>
    public static async Task<int> RunAsync(Uri address, int attempts, int queriesPerSecond)
    {
        var started = Stopwatch.GetTimestamp();
        await using var services = Make(address, queriesPerSecond);
        var watch = services.GetRequiredService<ClusterWatch>();
        await watch.StartAsync(CancellationToken.None);
        await services.GetRequiredService<AttemptSights>().Complete;
        Say("listed", Stopwatch.GetElapsedTime(started));

        started = Stopwatch.GetTimestamp();
        var executor = services.GetRequiredService<KubernetesExecutor>();
        var running = new CountdownEvent(attempts);
        var all = Enumerable.Range(0, attempts).Select(_ => Task.Run(() => RunAsync(executor, running))).ToList();
        await Task.Run(running.Wait);
        Say("running", Stopwatch.GetElapsedTime(started));

        await Task.WhenAll(all);
        Say("ended", Stopwatch.GetElapsedTime(started));
        await watch.StopAsync(CancellationToken.None);
        return 0;
    }

    private static async Task RunAsync(KubernetesExecutor executor, CountdownEvent running)
    {
        var order = new WorkOrder(new AttemptId(Guid.CreateVersion7(), 1), Document, "", "");
        await executor.StartAsync(order, CancellationToken.None);
        var isRunning = false;
        await foreach (var seen in executor.WatchAsync(order.Attempt, CancellationToken.None))
        {
            if (!isRunning && seen is WorkerReported)
            {
                isRunning = true;
                running.Signal();
            }
        }

        await executor.RemoveAsync(order.Attempt, CancellationToken.None);
    }

    private static void Say(string what, TimeSpan took)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {took.TotalSeconds:0.000}"));
        Console.Out.Flush();
    }

    private static ServiceProvider Make(Uri address, int queriesPerSecond)
    {
        var services = new ServiceCollection();
        services.AddMetrics();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Options.Create(new WorkerOptions { Image = "registry.example/freehold/worker:1" }));
        services.AddSingleton(Options.Create(new ExecutorOptions { Kind = ExecutorKind.Kubernetes }));
        services.AddSingleton(Options.Create(new AgentOptions { Label = Agent, StateDirectory = "/nowhere" }));
        services.AddSingleton<LoopWatchdogs>();
        services.AddSingleton<KubernetesMetrics>();
        services.AddSingleton(provider => new ClusterConnection(
            new KubernetesClientConfiguration { Host = address.ToString() },
            new KubernetesOptions { Namespace = Namespace, QueriesPerSecond = queriesPerSecond, Burst = 2 * queriesPerSecond },
            provider.GetRequiredService<KubernetesMetrics>(), TimeProvider.System));
        services.AddSingleton<JobManifest>().AddSingleton<JobObjects>().AddSingleton<AttemptSights>().AddSingleton<PodReports>();
        services.AddSingleton<QuotaReader>().AddSingleton<QuotaWatch>();
        services.AddSingleton<KubernetesExecutor>().AddSingleton<ClusterWatch>();
        return services.BuildServiceProvider();
    }
}
