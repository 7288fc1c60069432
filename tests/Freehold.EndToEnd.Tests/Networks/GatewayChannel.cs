using System.Net;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;

namespace Freehold.EndToEnd.Tests.Networks;

/// <summary>The way to a control plane as an agent takes it: TLS, the private CA, HTTP/2.</summary>
internal static class GatewayChannel
{
    public static GrpcChannel Open(Uri endpoint, string caFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        return GrpcChannel.ForAddress(endpoint, new()
        {
            HttpClient = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } }),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = null,
            HttpVersion = HttpVersion.Version20,
        });
    }
}
