using Freehold.Hosting.Configuration;

namespace Freehold.ControlPlane.Dispatch;

internal static class DispatchServices
{
    /// <summary>Hands queued jobs to connected agents and stores their answers. Section <c>Dispatch</c>.</summary>
    public static IServiceCollection AddDispatch(this IServiceCollection services)
    {
        services.AddOptionsSection(DispatchOptions.Section, new DispatchOptionsValidator());
        services.AddSingleton<DispatchSignal>();
        services.AddSingleton<DispatchMetrics>();
        services.AddSingleton<ClaimStore>();
        services.AddSingleton<CancelDelivery>();
        services.AddSingleton<AnswerIntake>();
        services.AddHostedService(provider => provider.GetRequiredService<AnswerIntake>());
        services.AddHostedService<Dispatcher>();
        return services;
    }
}
