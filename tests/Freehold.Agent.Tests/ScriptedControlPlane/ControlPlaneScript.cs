using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Freehold.Protocol.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Freehold.Agent.Tests.ScriptedControlPlane;

/// <summary>A control plane that does what the test says, message by message: a real server with TLS on loopback.</summary>
internal sealed class ControlPlaneScript : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Channel<ScriptedStream> _streams = Channel.CreateUnbounded<ScriptedStream>();

    private ControlPlaneScript(X509Certificate2? certificate, HttpProtocols protocols, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = protocols;
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = 1024 * 1024);
        builder.Services.AddSingleton(new Gateway(this));
        _server = builder.Build();
        _server.MapGrpcService<Gateway>();
    }

    /// <summary>Refuses calls with this reason, in the manner of the contract; null accepts them.</summary>
    public RefusalReason? Refuse { get; set; }

    /// <summary>Ends calls with this status; for what a gateway in front of a control plane may say.</summary>
    public StatusCode? Answer { get; set; }

    /// <summary>With <see cref="Answer"/>: trailers of the answer.</summary>
    public Metadata Trailers { get; set; } = [];

    public int Port { get; private set; }

    public int Calls { get; private set; }

    public static async Task<ControlPlaneScript> StartAsync(
        X509Certificate2? certificate, HttpProtocols protocols = HttpProtocols.Http2, int port = 0)
    {
        var script = new ControlPlaneScript(certificate, protocols, port);
        await script._server.StartAsync().InTime();
        script.Port = new Uri(script._server.Urls.Single()).Port;
        return script;
    }

    /// <summary>The next stream that an agent opens.</summary>
    public Task<ScriptedStream> NextStreamAsync(TimeSpan? limit = null) => _streams.Reader.ReadAsync().InTime(limit);

    /// <summary>The next stream, greeted without any decision about the inventory.</summary>
    public async Task<ScriptedStream> NextWelcomedStreamAsync(TimeSpan? limit = null)
    {
        var stream = await NextStreamAsync(limit);
        await stream.WelcomeAsync();
        return stream;
    }

    public async ValueTask DisposeAsync()
    {
        _streams.Writer.TryComplete();
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
    }

    private sealed class Gateway(ControlPlaneScript script) : AgentGateway.AgentGatewayBase
    {
        public override async Task Connect(
            IAsyncStreamReader<AgentMessage> requestStream, IServerStreamWriter<ControlMessage> responseStream, ServerCallContext context)
        {
            script.Calls++;
            if (script.Answer is { } status)
                throw new RpcException(new Status(status, "scripted"), script.Trailers);
            if (script.Refuse is { } reason)
                throw Refusal(reason);

            var stream = new ScriptedStream(requestStream, responseStream, context);
            await script._streams.Writer.WriteAsync(stream);
            await stream.RunAsync();
        }

        private static RpcException Refusal(RefusalReason reason)
        {
            var name = string.Concat(reason.ToString().Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"_{letter}" : $"{letter}"));
            return new RpcException(
                new Status(StatusCode.Unauthenticated, ""), new Metadata { { "freehold-refusal", name.ToLowerInvariant() } });
        }
    }
}
