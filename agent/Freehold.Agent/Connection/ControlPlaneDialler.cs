using System.Net;
using System.Net.Security;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Connection;

/// <summary>
/// Makes the connection for one stream. Each stream gets a new one, so that names are resolved and files read again: what
/// was changed to put a broken connection right takes effect at the next attempt.
/// </summary>
internal sealed class ControlPlaneDialler(IOptions<ControlPlaneOptions> options) : IDialler
{
    // HttpClient allows no less.
    private static readonly TimeSpan LeastPing = TimeSpan.FromSeconds(1);

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
            KeepAlivePingDelay = PingDelay(_options.Silence),
            KeepAlivePingTimeout = PingTimeout(_options.Silence),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            AllowAutoRedirect = false,
            UseCookies = false,
            // Null takes the one of the environment, if any.
            Proxy = _options.Proxy is { } proxy ? new ConnectProxy(proxy) : null,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = ControlPlaneAuthorities.Read(_options.CaFile),
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

    /// <summary>After how long without a frame the peer is pinged: half of the silence, 15 s by default.</summary>
    public static TimeSpan PingDelay(TimeSpan silence) => silence / 2 > LeastPing ? silence / 2 : LeastPing;

    /// <summary>
    /// How long the answer to a ping may take: a third of the silence, 10 s by default. Together both are less than the silence,
    /// so that a dead peer is noticed within it also on a stream that may be silent for longer.
    /// </summary>
    public static TimeSpan PingTimeout(TimeSpan silence) => silence / 3 > LeastPing ? silence / 3 : LeastPing;
}
