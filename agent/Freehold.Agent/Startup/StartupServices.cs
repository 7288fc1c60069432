using Freehold.Hosting.Configuration;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Startup;

internal static class StartupServices
{
    public static IServiceCollection AddAgentState(this IServiceCollection services)
    {
        services.AddOptionsSection(AgentOptions.Section, new AgentOptionsValidator());
        services.AddSingleton(provider => StateDirectory.Take(provider.GetRequiredService<IOptions<AgentOptions>>().Value.StateDirectory!));
        return services;
    }
}
