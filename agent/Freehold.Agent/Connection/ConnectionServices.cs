using Freehold.Hosting.Configuration;

namespace Freehold.Agent.Connection;

internal static class ConnectionServices
{
    public static IServiceCollection AddControlPlaneConnection(this IServiceCollection services)
    {
        services.AddOptionsSection(ControlPlaneOptions.Section, new ControlPlaneOptionsValidator());
        services.AddSingleton<AgentToken>();
        services.AddSingleton<IDialler, ControlPlaneDialler>();
        services.AddSingleton<ConnectionMetrics>();
        services.AddSingleton<HelloMessage>();
        services.AddSingleton<StreamSession>();
        services.AddHostedService<ControlPlaneConnection>();
        return services;
    }
}
