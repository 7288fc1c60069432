namespace Freehold.ControlPlane.Leases;

internal static class LeaseServices
{
    /// <summary>The control plane's presence, and what follows when an agent's lease runs out. Section <c>AgentStreams</c>.</summary>
    public static IServiceCollection AddLeases(this IServiceCollection services)
    {
        services.AddSingleton<Presence>();
        services.AddSingleton<LeaseStore>();
        services.AddSingleton<LeaseSweep>();
        services.AddSingleton<LeaseNews>();
        services.AddSingleton<LeaseMetrics>();
        services.AddHostedService<LeaseKeeper>();
        return services;
    }
}
