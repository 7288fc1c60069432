using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Executors.Kubernetes.Phases;
using Freehold.Agent.Kubernetes;
using Freehold.Agent.Startup;
using Freehold.Hosting.Watchdogs;
using k8s;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

/// <summary>The part of an agent that lives on a cluster: executor and watch, and what they need.</summary>
internal sealed record ClusterAgent(ServiceProvider Services, AttemptSights Sights, IExecutor Executor, ClusterWatch Watch) : IAsyncDisposable
{
    public static ClusterAgent Make(KubernetesClientConfiguration cluster, string @namespace, TimeProvider time, WorkerOptions workers, ErrorLogScope log)
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
            cluster, new KubernetesOptions { Namespace = @namespace, Burst = 10_000, QueriesPerSecond = 10_000 }, provider.GetRequiredService<KubernetesMetrics>(), time));
        services.AddSingleton<JobManifest>().AddSingleton<JobObjects>().AddSingleton<AttemptSights>().AddSingleton<PodReports>();
        services.AddSingleton<QuotaReader>().AddSingleton<QuotaWatch>();
        services.AddSingleton<KubernetesExecutor>().AddSingleton<LaterPhases>().AddSingleton<ClusterExecutor>().AddSingleton<ClusterWatch>();
        var provider = services.BuildServiceProvider();
        return new(provider, provider.GetRequiredService<AttemptSights>(), provider.GetRequiredService<ClusterExecutor>(), provider.GetRequiredService<ClusterWatch>());
    }

    public async ValueTask DisposeAsync()
    {
        await Watch.StopAsync(CancellationToken.None).InTime();
        await Services.DisposeAsync();
    }
}
