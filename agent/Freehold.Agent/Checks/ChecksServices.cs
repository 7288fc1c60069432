using Freehold.Agent.Checks.Cluster;
using Freehold.Agent.Checks.Paths;
using Freehold.Agent.Checks.Workers;
using Freehold.Hosting.Configuration;

namespace Freehold.Agent.Checks;

internal static class ChecksServices
{
    /// <summary>Checks of the agent's surroundings. Section <c>Preflight</c>.</summary>
    public static IServiceCollection AddChecks(this IServiceCollection services)
    {
        services.AddOptionsSection(PreflightOptions.Section, new PreflightOptionsValidator());
        services.AddSingleton<ICheck, SettingsCheck>();
        services.AddSingleton<ICheck, PathCheck>();
        services.AddSingleton<ICheck>(provider => provider.GetRequiredService<WorkerProgramCheck>());
        services.AddSingleton<ICheck, ClusterCheck>();
        services.AddSingleton<ICheck, WorkerTrials>();
        services.AddSingleton<GreetingCheck>();
        services.AddSingleton<WorkerProgramCheck>();
        services.AddSingleton<TrialJobs>();
        services.AddSingleton<RightsCheck>();
        services.AddSingleton<NamedObjectsCheck>();
        services.AddSingleton<QuotaCheck>();
        services.AddSingleton<AdmissionCheck>();
        services.AddSingleton<CheckRun>();
        services.AddSingleton<CheckDesk>();
        services.AddHostedService(provider => provider.GetRequiredService<CheckDesk>());
        return services;
    }
}
