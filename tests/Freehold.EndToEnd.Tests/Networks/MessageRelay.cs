using System.Net;
using Freehold.Protocol.V1;
using Freehold.Testing;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.EndToEnd.Tests.Networks;

/// <summary>
/// Stands between agent and control plane as a proxy that inspects TLS does, reads every message, and lets the test decide
/// what becomes of it. So a stream can be broken exactly before or after a message of a kind.
/// </summary>
internal sealed class MessageRelay : IAsyncDisposable
{
    private readonly RelayAuthority _authority = new();
    private readonly WebApplication _server;
    private readonly GrpcChannel _toControlPlane;
    private int _streams;

    private MessageRelay(Uri controlPlane, string controlPlaneCa)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(_authority.Certificate);
            });
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton(new Gateway(this));
        _server = builder.Build();
        _server.MapGrpcService<Gateway>();

        _toControlPlane = GatewayChannel.Open(controlPlane, controlPlaneCa);
    }

    /// <summary>Asked about every message before it goes on; waiting holds its direction up.</summary>
    public Func<RelayedMessage, Task<Passage>> Judge { get; set; } = _ => Task.FromResult(Passage.Through);

    public Uri Address => new(_server.Urls.Single());

    /// <summary>PEM of what an agent has to trust to dial the relay.</summary>
    public string Ca => _authority.Pem;

    public static async Task<MessageRelay> StartAsync(Uri controlPlane, string controlPlaneCa)
    {
        var relay = new MessageRelay(controlPlane, controlPlaneCa);
        await relay._server.StartAsync().InTime();
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
        _toControlPlane.Dispose();
        _authority.Dispose();
    }

    private async Task RelayAsync(
        IAsyncStreamReader<AgentMessage> fromAgent, IServerStreamWriter<ControlMessage> toAgent, ServerCallContext context)
    {
        var stream = Interlocked.Increment(ref _streams);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var headers = new Metadata();
        foreach (var header in context.RequestHeaders.Where(header => header.Key == "authorization"))
            headers.Add(header);
        using var call = new AgentGateway.AgentGatewayClient(_toControlPlane).Connect(headers, cancellationToken: cut.Token);

        var up = CopyAsync(stream, fromAgent: true, fromAgent, call.RequestStream.WriteAsync, cut);
        var down = CopyAsync(stream, fromAgent: false, call.ResponseStream, toAgent.WriteAsync, cut);
        try
        {
            // The agent's good end is passed on; the control plane's end is everybody's.
            if (await Task.WhenAny(up, down) == up && !cut.IsCancellationRequested)
            {
                await up;
                await call.RequestStream.CompleteAsync();
            }

            await down;
        }
        catch (Exception e) when (cut.IsCancellationRequested && e is OperationCanceledException or RpcException or IOException or InvalidOperationException)
        {
            // A cut call looks to the agent like a broken connection, not like an answer.
            context.GetHttpContext().Abort();
        }
        finally
        {
            await cut.CancelAsync();
            await EndOfAsync(up);
            await EndOfAsync(down);
        }
    }

    // How it ended, the first to end has told.
    private static async Task EndOfAsync(Task direction)
    {
        try
        {
            await direction;
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException or IOException or InvalidOperationException)
        {
            // A direction ends in many ways when its stream is gone.
        }
    }

    private async Task CopyAsync<T>(
        int stream, bool fromAgent, IAsyncStreamReader<T> from, Func<T, CancellationToken, Task> writeAsync, CancellationTokenSource cut)
        where T : class, IMessage
    {
        while (await from.MoveNext(cut.Token))
        {
            var passage = await Judge(new(stream, fromAgent, from.Current));
            if (passage is Passage.BlackHole)
            {
                await Task.Delay(Timeout.Infinite, cut.Token);
            }
            else if (passage is Passage.CutBefore)
            {
                await cut.CancelAsync();
            }

            await writeAsync(from.Current, cut.Token);
            if (passage is Passage.CutAfter)
                await cut.CancelAsync();
        }
    }

    private sealed class Gateway(MessageRelay relay) : AgentGateway.AgentGatewayBase
    {
        public override Task Connect(
            IAsyncStreamReader<AgentMessage> requestStream, IServerStreamWriter<ControlMessage> responseStream, ServerCallContext context) =>
            relay.RelayAsync(requestStream, responseStream, context);
    }
}
