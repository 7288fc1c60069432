using Freehold.ControlPlane.Agents;
using Freehold.Hosting.Configuration;

namespace Freehold.ControlPlane.AgentStreams;

internal static class AgentStreamServices
{
    /// <summary>The streams of agents. Section <c>AgentStreams</c>. Needs an <see cref="IAgentAuthenticator"/>.</summary>
    public static IServiceCollection AddAgentStreams(this IServiceCollection services)
    {
        services.AddOptionsSection(AgentStreamOptions.Section, new AgentStreamOptionsValidator());
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = WireBounds.MessageBytes;
            grpc.MaxSendMessageSize = WireBounds.MessageBytes;
        });
        services.AddAgentFindings();
        services.AddSingleton<ConnectedAgents>();
        services.AddSingleton<AgentStreamMetrics>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<StandbyStore>();
        services.AddSingleton<ReturnPacing>();
        services.AddSingleton<WelcomeGate>();
        services.AddSingleton<Welcoming>();
        services.AddSingleton<StreamReceiver>();
        services.AddSingleton<StreamSender>();
        services.AddSingleton<AgentGateway>();
        services.AddSingleton<StreamDrain>();
        services.AddHostedService(provider => provider.GetRequiredService<StreamDrain>());
        services.AddHostedService<SessionRecorder>();
        return services;
    }

    /// <summary>Where agents dial in.</summary>
    public static void MapAgentStreams(this IEndpointRouteBuilder routes) => routes.MapGrpcService<AgentGateway>();
}
