using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.State;
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

        services.Configure<KestrelServerOptions>(KestrelConfiguration.Limit);
        services.AddSingleton<BoundAddress>();
        return services;
    }

    /// <summary>
    /// Starts the server on the endpoint and says where it is: in the log, and in the file <c>endpoint</c> of the state
    /// directory for scripts.
    /// </summary>
    public static async Task StartOnEndpointAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        KestrelConfiguration.Listen(app.Services);
        await app.StartAsync(cancellationToken);

        var log = app.Services.GetRequiredService<ILogger<BoundAddress>>();
        var database = app.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var address = app.Services.GetRequiredService<BoundAddress>().Listening;
        log.Listening(address.GetLeftPart(UriPartial.Authority));

        if (app.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.Certificate is null)
            log.PrivateCertificate(PrivateAuthority.AuthorityFileIn(database.StatePath("")));
        if (Directory.Exists(database.StatePath("")))
            StateFile.WritePublic(database.StatePath("endpoint"), address.GetLeftPart(UriPartial.Authority));
    }
}
