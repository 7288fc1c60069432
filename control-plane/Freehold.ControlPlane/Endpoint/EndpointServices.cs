using Freehold.ControlPlane.Database;
using Freehold.Hosting.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Endpoint;

internal static class EndpointServices
{
    /// <summary>Section <c>Endpoint</c>; one HTTPS endpoint that speaks HTTP/1.1 and HTTP/2.</summary>
    public static IServiceCollection AddEndpoint(this IServiceCollection services)
    {
        services.AddOptionsSection(EndpointOptions.Section, new EndpointOptionsValidator());
        services.AddOptionsCheck<EndpointOptions, DatabaseOptions>((endpoint, database) =>
            database.IsEmbedded || endpoint.Certificate is not null
                ? []
                : [$"{EndpointOptions.Section}:{nameof(endpoint.Certificate)}: is required with a database that is not our own"]);

        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelConfiguration>();
        services.AddSingleton<BoundAddress>();
        return services;
    }
}
