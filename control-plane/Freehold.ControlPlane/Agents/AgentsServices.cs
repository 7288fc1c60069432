using Freehold.ControlPlane.Agents.Installing;
using Freehold.Hosting.Configuration;

namespace Freehold.ControlPlane.Agents;

internal static class AgentsServices
{
    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        services.AddSingleton<AgentQueries>();
        services.AddSingleton<AgentStore>();
        services.AddOptionsSection(InstallationOptions.Section, new InstallationOptionsValidator());
        services.AddSingleton<AgentInstallationWriter>();
        return services;
    }

    /// <summary>Where other slices leave what they find about agents.</summary>
    public static IServiceCollection AddAgentFindings(this IServiceCollection services)
    {
        services.AddSingleton<AgentFindingStore>();
        services.AddSingleton<AgentFindings>();
        services.AddHostedService(provider => provider.GetRequiredService<AgentFindings>());
        return services;
    }
}
