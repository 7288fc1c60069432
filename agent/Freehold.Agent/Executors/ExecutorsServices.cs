using Freehold.Agent.Conditions;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Executors.Kubernetes.Phases;
using Freehold.Agent.Executors.Processes;
using Freehold.Agent.Kubernetes;
using Freehold.Agent.Narrowing;
using Freehold.Hosting.Configuration;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Executors;

internal static class ExecutorsServices
{
    /// <summary>Both executors, of which the options choose one; of the other nothing is made.</summary>
    public static IServiceCollection AddExecutors(this IServiceCollection services)
    {
        services.AddOptionsSection(ExecutorOptions.Section, new ExecutorOptionsValidator());
        services.AddBucketsSection();
        services.AddSingleton<NarrowingProgram>();
        services.AddOptionsSection(KubernetesOptions.Section, new KubernetesOptionsValidator());
        services.AddOptionsSection(WorkerOptions.Section, new WorkerOptionsValidator());
        services.AddOptionsCheck<ExecutorOptions, WorkerOptions>(CheckImage);

        services.AddProcessExecutor();
        services.AddKubernetesExecutor();
        services.AddSingleton<IExecutor>(provider => RunsInCluster(provider)
            ? provider.GetRequiredService<ClusterExecutor>()
            : provider.GetRequiredService<ProcessExecutor>());
        return services;
    }

    private static void AddProcessExecutor(this IServiceCollection services)
    {
        services.AddSingleton<WorkerConnections>();
        services.AddSingleton<WorkerLauncher>();
        services.AddSingleton<ProcessExecutor>();
        services.AddSingleton<IConditionSource, WorkerProgramCondition>();
        services.AddSingleton<FullDisk>();
        services.AddSingleton<IConditionSource>(provider => provider.GetRequiredService<FullDisk>());
    }

    private static void AddKubernetesExecutor(this IServiceCollection services)
    {
        services.AddSingleton<KubernetesMetrics>();
        services.AddSingleton<ClusterConnection>();
        services.AddSingleton<JobManifest>();
        services.AddSingleton<JobObjects>();
        services.AddSingleton<AttemptSights>();
        services.AddSingleton<PodReports>();
        services.AddSingleton<QuotaReader>();
        services.AddSingleton<QuotaWatch>();
        services.AddSingleton<NodeLeaseWatch>();
        services.AddSingleton<OrphanMetrics>();
        services.AddSingleton<OrphanSweep>();
        services.AddSingleton<KubernetesExecutor>();
        services.AddSingleton<LaterPhases>();
        services.AddSingleton<ClusterExecutor>();
        services.AddSingleton<ClusterWatch>();
        services.AddSingleton<JobAdoption>();
        services.AddSingleton<ClusterSlice>();
        services.AddHostedService(provider => provider.GetRequiredService<ClusterSlice>());
        services.AddSingleton<IConditionSource>(provider => provider.GetRequiredService<ClusterSlice>());
    }

    private static IEnumerable<string> CheckImage(ExecutorOptions executor, WorkerOptions workers)
    {
        if (executor.KindHere is ExecutorKind.Kubernetes && string.IsNullOrWhiteSpace(workers.Image))
            yield return $"{WorkerOptions.Section}:{nameof(workers.Image)} is required: the image that workers run as in the cluster";
    }

    private static bool RunsInCluster(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<ExecutorOptions>>().Value.KindHere is ExecutorKind.Kubernetes;
}
