using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Executors.Processes;
using Freehold.Agent.Journal;
using Freehold.Agent.Leadership.Leases;
using Freehold.Hosting.Configuration;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Leadership;

internal static class LeadershipServices
{
    public static IServiceCollection AddLeadership(this IServiceCollection services)
    {
        services.AddOptionsSection(LeaseOptions.Section, new LeaseOptionsValidator());
        services.AddSingleton<LeadTerm>();
        services.AddSingleton<StateDirectoryLeadership>();
        services.AddSingleton(provider => provider.GetRequiredService<StateDirectoryLeadership>().State);
        services.AddSingleton<LeaseObject>();
        services.AddSingleton<LeaseLeadership>();
        services.AddSingleton<ILeadership>(provider => RunsInCluster(provider)
            ? provider.GetRequiredService<LeaseLeadership>()
            : provider.GetRequiredService<StateDirectoryLeadership>());
        services.AddSingleton(new Standing(ReplicaRole.Leader));
        services.AddSingleton<LeadershipMetrics>();
        services.AddHostedService<LeadershipKeeper>();
        return services;
    }

    /// <summary>Gives a host the lead that was taken outside of it, and that outlives it. Call it after all parts were added.</summary>
    public static IServiceCollection Lead(this IServiceCollection services, ILeadership leadership)
    {
        services.AddSingleton(leadership);
        services.AddSingleton(leadership.Term);
        if (leadership is StateDirectoryLeadership ofDirectory)
            services.AddSingleton(ofDirectory);
        return services;
    }

    /// <summary>
    /// Makes an agent one that stands by: the same in everything that concerns its stream, with nothing in the place of the
    /// journal and the workers. Call it after all parts were added.
    /// </summary>
    /// <param name="leadership">Of the host that follows when this replica leads.</param>
    public static IServiceCollection StandBy(this IServiceCollection services, ILeadership leadership)
    {
        services.Lead(leadership);
        services.AddSingleton(new Standing(ReplicaRole.Standby));
        services.AddSingleton<IJournalStorage, NothingStored>();
        services.AddSingleton<IExecutor>(provider => new NothingRuns(NameOf(provider), ProcessExecutor.ExecutorKinds));
        services.AddSingleton<LeadershipWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<LeadershipWatch>());
        return services;
    }

    private static string NameOf(IServiceProvider provider) =>
        RunsInCluster(provider)
            ? KubernetesExecutor.ExecutorName
            : ProcessExecutor.ExecutorName;

    private static bool RunsInCluster(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<ExecutorOptions>>().Value.KindHere is ExecutorKind.Kubernetes;
}
