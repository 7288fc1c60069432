namespace Freehold.Agent.Conditions;

internal static class ConditionsServices
{
    public static IServiceCollection AddConditions(this IServiceCollection services)
    {
        services.AddSingleton<AgentConditions>();
        services.AddHostedService<ConditionWatch>();
        return services;
    }
}
