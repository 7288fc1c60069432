using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Executors.Processes;
using Freehold.Agent.Journal;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Leadership;

internal static class LeadershipServices
{
    public static IServiceCollection AddLeadership(this IServiceCollection services)
    {
        services.AddSingleton<StateDirectoryLeadership>();
        services.AddSingleton<ILeadership>(provider => provider.GetRequiredService<StateDirectoryLeadership>());
        services.AddSingleton(provider => provider.GetRequiredService<StateDirectoryLeadership>().State);
        services.AddSingleton(new Standing(ReplicaRole.Leader));
        return services;
    }

    /// <summary>
    /// Makes an agent one that stands by: the same in everything that concerns its stream, with nothing in the place of the
    /// journal and the workers. Call it after all parts were added.
    /// </summary>
    /// <param name="leadership">Of the host that follows when this replica leads.</param>
    public static IServiceCollection StandBy(this IServiceCollection services, ILeadership leadership)
    {
        services.AddSingleton(leadership);
        services.AddSingleton(new Standing(ReplicaRole.Standby));
        services.AddSingleton<IJournalStorage, NothingStored>();
        services.AddSingleton<IExecutor>(provider => new NothingRuns(NameOf(provider), ProcessExecutor.ExecutorKinds));
        services.AddHostedService<LeadershipWatch>();
        return services;
    }

    private static string NameOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<ExecutorOptions>>().Value.KindHere is ExecutorKind.Kubernetes
            ? KubernetesExecutor.ExecutorName
            : ProcessExecutor.ExecutorName;
}
