namespace Freehold.ControlPlane.JobEvents;

internal static class JobEventServices
{
    /// <summary>Stores what agents report.</summary>
    public static IServiceCollection AddJobEvents(this IServiceCollection services)
    {
        services.AddSingleton<EventMetrics>();
        services.AddSingleton<EventIntake>();
        services.AddHostedService(provider => provider.GetRequiredService<EventIntake>());
        return services;
    }
}
