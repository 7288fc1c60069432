using Freehold.Hosting.Configuration;

namespace Freehold.Agent.Grants;

internal static class GrantsServices
{
    /// <summary>Short-lived credentials for people. Section <c>Grants</c>.</summary>
    public static IServiceCollection AddGrants(this IServiceCollection services)
    {
        services.AddOptionsSection(GrantOptions.Section, new GrantOptionsValidator());
        services.AddSingleton<GrantRules>();
        services.AddSingleton<GrantDesk>();
        services.AddHostedService(provider => provider.GetRequiredService<GrantDesk>());
        return services;
    }
}
