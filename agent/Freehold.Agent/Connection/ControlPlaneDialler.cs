using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Connection;

/// <summary>
/// Makes the connection for one stream. Each stream gets a new one, so that names are resolved and files read again: what
/// was changed to put a broken connection right takes effect at the next attempt.
/// </summary>
internal sealed class ControlPlaneDialler(IOptions<ControlPlaneOptions> options) : IDialler
{
    // Dead peers are noticed after about 25 s even where a stream may be silent for longer.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    // The contract's 1 MiB is for the message; what a newer control plane adds must not end the stream.
    private const int MaxMessageBytes = 2 * 1024 * 1024;

    private readonly ControlPlaneOptions _options = options.Value;

    public Uri Endpoint => _options.Endpoint!;

    public string? Proxy
    {
        get
        {
            var proxy = _options.Proxy ?? (HttpClient.DefaultProxy.IsBypassed(Endpoint) ? null : HttpClient.DefaultProxy.GetProxy(Endpoint));
            return proxy is null ? null : $"{proxy.Host}:{proxy.Port}";
        }
    }

    public DialledConnection Open(TlsObservation tls)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = _options.ConnectTimeout,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            AllowAutoRedirect = false,
            UseCookies = false,
            // Null takes the one of the environment, if any.
            Proxy = _options.Proxy is { } proxy ? new ConnectProxy(proxy) : null,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = OwnAuthorities(),
                RemoteCertificateValidationCallback = (_, _, chain, errors) => tls.Judge(chain, errors),
            },
            // The control plane measures by the stream's own events; a trace of the connection would never end.
            ActivityHeadersPropagator = null,
        };

        // As a client, not as a handler: else the gRPC library opens sockets by itself and reports failures in prose.
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var channel = GrpcChannel.ForAddress(Endpoint, new GrpcChannelOptions
        {
            HttpClient = client,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MaxMessageBytes,
            MaxSendMessageSize = MaxMessageBytes,
            HttpVersion = HttpVersion.Version20,
        });
        return new(channel.CreateCallInvoker(), channel);
    }

    private X509ChainPolicy? OwnAuthorities()
    {
        if (_options.CaFile is not { } file)
            return null;

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CannotDialException(StreamEnding.CaUnusable);
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw new CannotDialException(StreamEnding.CaUnusable);
    }
}
