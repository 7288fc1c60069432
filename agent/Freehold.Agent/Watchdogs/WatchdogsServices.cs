using Freehold.Agent.Conditions;
using Freehold.Hosting.Watchdogs;

namespace Freehold.Agent.Watchdogs;

internal static class WatchdogsServices
{
    public static IServiceCollection AddWatchdogs(this IServiceCollection services)
    {
        services.AddSingleton<LoopWatchdogs>();
        services.AddSingleton<IConditionSource, StalledLoops>();
        services.AddSingleton<LoopMetrics>();
        return services;
    }
}
