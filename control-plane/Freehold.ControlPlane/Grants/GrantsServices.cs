namespace Freehold.ControlPlane.Grants;

internal static class GrantsServices
{
    /// <summary>Short-lived credentials that people ask agents for.</summary>
    public static IServiceCollection AddGrants(this IServiceCollection services)
    {
        services.AddSingleton<GrantStore>();
        services.AddSingleton<GrantDelivery>();
        services.AddSingleton<GrantAnswers>();
        return services;
    }
}
