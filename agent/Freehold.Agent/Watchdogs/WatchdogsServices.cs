using Freehold.Agent.Conditions;

namespace Freehold.Agent.Watchdogs;

internal static class WatchdogsServices
{
    public static IServiceCollection AddWatchdogs(this IServiceCollection services)
    {
        services.AddSingleton<LoopWatchdogs>();
        services.AddSingleton<IConditionSource>(provider => provider.GetRequiredService<LoopWatchdogs>());
        services.AddSingleton<WatchdogsMetrics>();
        return services;
    }
}
