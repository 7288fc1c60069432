using Freehold.Agent.Journal;
using Freehold.Agent.Startup;

namespace Freehold.Agent.Assignments;

internal static class AssignmentsServices
{
    public static IServiceCollection AddAssignments(this IServiceCollection services)
    {
        services.AddSingleton<IJournalStorage>(provider => new JournalFile(provider.GetRequiredService<StateDirectory>().Journal));
        services.AddSingleton<AttemptJournal>();
        services.AddSingleton<AssignmentsMetrics>();
        services.AddSingleton<AgentCapacity>();
        services.AddSingleton<AttemptRun>();
        services.AddSingleton<RunningJobs>();
        services.AddHostedService(provider => provider.GetRequiredService<RunningJobs>());
        services.AddSingleton<ControlPlaneContact>();
        services.AddHostedService<PartitionStop>();
        services.AddSingleton<AssignmentInbox>();
        return services;
    }
}
