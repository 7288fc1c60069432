using System.Security.Authentication;
using Freehold.ControlPlane.Database;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Endpoint;

/// <summary>Listens, and states every limit.</summary>
internal sealed class KestrelConfiguration(IOptions<EndpointOptions> endpoint, IOptions<DatabaseOptions> database, TimeProvider time)
    : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;

        // Bodies of REST; a gRPC stream lifts the limit for itself, since it is one body that never ends.
        options.Limits.MaxRequestBodySize = 1024 * 1024;
        options.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        options.Limits.MaxRequestLineSize = 8 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);

        options.Limits.Http2.MaxStreamsPerConnection = 100;
        options.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(20);
        options.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);

        if (!EndpointAddress.TryParse(endpoint.Value.Listen, out var address))
            throw new InvalidOperationException("the address was checked at start");

        var certificate = ServerCertificate.Load(endpoint.Value, database.Value, time);
        options.Listen(address!, listen =>
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
