using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;

namespace Freehold.Interoperability.Tests.Wire;

/// <summary>A client channel as the product makes it: <c>Grpc.Net.Client</c> on the sockets handler.</summary>
internal static class OurChannel
{
    public static GrpcChannel Open(int port, Transport transport)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { TestCertificates.Authority },
        };

        var scheme = transport is Transport.Tls ? "https" : "http";
        return GrpcChannel.ForAddress($"{scheme}://127.0.0.1:{port}", new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = Samples.MaxReceiveBytes,
            MaxSendMessageSize = null,
        });
    }
}
