namespace Freehold.ControlPlane.Agents;

internal static class AgentsServices
{
    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        services.AddSingleton<AgentQueries>();
        services.AddSingleton<AgentStore>();
        services.AddSingleton<AgentInstallationWriter>();
        return services;
    }
}
