using Freehold.Agent.Conditions;
using Freehold.Agent.Executors;
using Freehold.Agent.Journal;
using Freehold.Agent.Startup;
using Freehold.Hosting.Watchdogs;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Assignments;

internal static class AssignmentsServices
{
    public static IServiceCollection AddAssignments(this IServiceCollection services)
    {
        services.AddSingleton<IJournalStorage>(provider => provider.GetRequiredService<IOptions<ExecutorOptions>>().Value.KindHere is ExecutorKind.Kubernetes
            ? new NothingStored()
            : new WatchedStorage(
                new JournalFile(provider.GetRequiredService<StateDirectory>().Journal),
                provider.GetRequiredService<LoopWatchdogs>().Watch(WatchedStorage.Loop)));
        services.AddSingleton<AttemptJournal>();
        services.AddSingleton<IConditionSource, JournalCondition>();
        services.AddSingleton<StartFailures>();
        services.AddSingleton<IConditionSource>(provider => provider.GetRequiredService<StartFailures>());
        services.AddSingleton<AssignmentsMetrics>();
        services.AddSingleton<AgentCapacity>();
        services.AddSingleton<AttemptRun>();
        services.AddSingleton<RunningJobs>();
        services.AddHostedService(provider => provider.GetRequiredService<RunningJobs>());
        services.AddSingleton<ControlPlaneContact>();
        services.AddSingleton<IConditionSource>(provider => provider.GetRequiredService<ControlPlaneContact>());
        services.AddHostedService<PartitionStop>();
        services.AddHostedService<DiskRecovery>();
        services.AddSingleton<AssignmentInbox>();
        return services;
    }
}
