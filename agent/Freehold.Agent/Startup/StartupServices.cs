using Freehold.Agent.Leadership;
using Freehold.Hosting.Configuration;

namespace Freehold.Agent.Startup;

internal static class StartupServices
{
    public static IServiceCollection AddAgentState(this IServiceCollection services)
    {
        services.AddOptionsSection(AgentOptions.Section, new AgentOptionsValidator());
        services.AddLeadership();
        return services;
    }
}
