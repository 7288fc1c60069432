using System.Security.Authentication;
using Freehold.ControlPlane.Database;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Endpoint;

/// <summary>How Kestrel listens; every limit is stated.</summary>
internal static class KestrelConfiguration
{
    public static void Limit(KestrelServerOptions options)
    {
        options.AddServerHeader = false;

        // Bodies of REST; a gRPC stream lifts the limit for itself, since it is one body that never ends.
        options.Limits.MaxRequestBodySize = 256 * 1024;
        options.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        options.Limits.MaxRequestLineSize = 8 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);

        options.Limits.Http2.MaxStreamsPerConnection = 100;
        options.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(20);
        options.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
    }

    /// <summary>
    /// Adds the endpoint to a server that has not started. Not earlier: the certificate may have to be made first, and the
    /// state directory is ours only once the database has been started.
    /// </summary>
    public static void Listen(IServiceProvider services)
    {
        var endpoint = services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        var database = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        if (!EndpointAddress.TryParse(endpoint.Listen, out var address))
            throw new InvalidOperationException("the address was checked at start");

        var certificate = ServerCertificate.Load(endpoint, database, services.GetRequiredService<TimeProvider>());
        services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Listen(address!, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate.Server;
                https.ServerCertificateChain = certificate.Intermediates;
                https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                https.HandshakeTimeout = TimeSpan.FromSeconds(10);
                // The default, stated since reconnect storms depend on it.
                https.OnAuthenticate = (_, tls) => tls.AllowTlsResume = true;
            });
        });
    }
}
