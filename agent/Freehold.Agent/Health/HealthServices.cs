using Freehold.Agent.Events;
using Freehold.Agent.Leadership;
using Freehold.Hosting.Configuration;
using Freehold.Hosting.Metrics;
using Freehold.Hosting.Watchdogs;

namespace Freehold.Agent.Health;

internal static class HealthServices
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddOptionsSection(HealthOptions.Section, new HealthOptionsValidator());
        services.AddSingleton(provider =>
        {
            var exposition = new PrometheusExposition("Freehold.*", "System.Runtime");
            provider.GetRequiredService<EventsMetrics>();
            provider.GetRequiredService<LoopMetrics>();
            provider.GetRequiredService<LeadershipMetrics>();
            return exposition;
        });
        services.AddHostedService<HealthEndpoint>();
        return services;
    }
}
