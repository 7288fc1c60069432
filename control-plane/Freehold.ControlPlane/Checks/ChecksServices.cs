namespace Freehold.ControlPlane.Checks;

internal static class ChecksServices
{
    /// <summary>Checks of agents' surroundings.</summary>
    public static IServiceCollection AddChecks(this IServiceCollection services)
    {
        services.AddSingleton<CheckStore>();
        services.AddSingleton<CheckDelivery>();
        services.AddSingleton<CheckReports>();
        return services;
    }
}
