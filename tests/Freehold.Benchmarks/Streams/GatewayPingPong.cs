using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Freehold.Protocol.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Benchmarks.Streams;

/// <summary>A heartbeat to a gateway that answers each with its own, on one stream as agents open it.</summary>
internal sealed class GatewayPingPong : IAsyncDisposable
{
    private static readonly AgentMessage Ping = new() { Heartbeat = new() };

    private readonly WebApplication _server;
    private readonly GrpcChannel _channel;
    private readonly AsyncDuplexStreamingCall<AgentMessage, ControlMessage> _call;

    private GatewayPingPong(WebApplication server, GrpcChannel channel)
    {
        (_server, _channel) = (server, channel);
        _call = new AgentGateway.AgentGatewayClient(channel).Connect();
    }

    public static async Task<GatewayPingPong> StartAsync(CancellationToken cancellationToken)
    {
        var certificate = MakeCertificate();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(certificate);
        }));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();

        var server = builder.Build();
        server.MapGrpcService<AnsweringGateway>();
        await server.StartAsync(cancellationToken);

        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(certificate);
        var channel = GrpcChannel.ForAddress(server.Urls.Single(), new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust } },
            DisposeHttpClient = true,
        });
        return new(server, channel);
    }

    public async Task PingAsync(CancellationToken cancellationToken)
    {
        await _call.RequestStream.WriteAsync(Ping, cancellationToken);
        if (!await _call.ResponseStream.MoveNext(cancellationToken))
            throw new InvalidOperationException("the gateway ended the stream");
    }

    public async ValueTask DisposeAsync()
    {
        await _call.RequestStream.CompleteAsync();
        _call.Dispose();
        _channel.Dispose();
        await _server.DisposeAsync();
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=benchmark", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private sealed class AnsweringGateway : AgentGateway.AgentGatewayBase
    {
        private static readonly ControlMessage Pong = new() { Heartbeat = new() };

        public override async Task Connect(
            IAsyncStreamReader<AgentMessage> requestStream, IServerStreamWriter<ControlMessage> responseStream, ServerCallContext context)
        {
            while (await requestStream.MoveNext(context.CancellationToken))
                await responseStream.WriteAsync(Pong, context.CancellationToken);
        }
    }
}
