using Freehold.Agent.Conditions;
using Freehold.Hosting.Configuration;

namespace Freehold.Agent.Events;

internal static class EventsServices
{
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddOptionsSection(OutboxOptions.Section, new OutboxOptionsValidator());
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton<EventOutbox>();
        services.AddSingleton<EventsMetrics>();
        services.AddSingleton<IConditionSource, OutboxCondition>();
        return services;
    }
}
