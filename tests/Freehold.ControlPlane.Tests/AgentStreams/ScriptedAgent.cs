using System.Threading.Channels;
using Freehold.Protocol.V1;
using Freehold.Testing;
using Grpc.Core;
using Grpc.Net.Client;

namespace Freehold.ControlPlane.Tests.AgentStreams;

/// <summary>An agent whose every message is written by the test, over a real connection.</summary>
internal sealed class ScriptedAgent : IAsyncDisposable
{
    private readonly GrpcChannel _channel;
    private readonly CancellationTokenSource _cut = new();
    private readonly AsyncDuplexStreamingCall<AgentMessage, ControlMessage> _call;
    private readonly Channel<ControlMessage> _received = Channel.CreateUnbounded<ControlMessage>();
    private readonly Task _reading;
    private RpcException? _error;
    private int _heartbeats;

    private ScriptedAgent(Uri controlPlane, string? token, HttpMessageHandler? handler)
    {
        _channel = GrpcChannel.ForAddress(controlPlane, new() { HttpHandler = handler, DisposeHttpClient = handler is not null });
        var headers = token is null ? [] : new Metadata { { "authorization", $"Bearer {token}" } };
        _call = new AgentGateway.AgentGatewayClient(_channel).Connect(headers, cancellationToken: _cut.Token);
        _reading = ReadAsync();
    }

    /// <summary>Heartbeats of the control plane so far.</summary>
    public int Heartbeats => Volatile.Read(ref _heartbeats);

    public static ScriptedAgent Dial(Uri controlPlane, Guid? token) => new(controlPlane, token?.ToString(), handler: null);

    /// <summary>Dials a whole control plane: with a real token, over TLS.</summary>
    public static ScriptedAgent Dial(Uri controlPlane, string token, HttpMessageHandler handler) => new(controlPlane, token, handler);

    /// <summary>Dials, says hello, and waits for the welcome.</summary>
    public static Task<(ScriptedAgent Agent, Welcome Welcome)> ConnectAsync(
        DeliveryHost host, TestAgent agent, int maxConcurrent = 10, params InventoryEntry[] inventory) =>
        ConnectAsync(host, agent, Messages.Hello(agent, maxConcurrent, inventory));

    /// <summary>Dials, says this hello, and waits for the welcome.</summary>
    public static async Task<(ScriptedAgent Agent, Welcome Welcome)> ConnectAsync(DeliveryHost host, TestAgent agent, AgentMessage hello)
    {
        var scripted = Dial(host.Address, agent.TokenId);
        await scripted.SendAsync(hello);
        return (scripted, await scripted.NextAsync(message => message.Welcome));
    }

    public async Task SendAsync(AgentMessage message) => await _call.RequestStream.WriteAsync(message).InTime();

    /// <summary>The next message that is no heartbeat.</summary>
    public async Task<ControlMessage> NextAsync() => await _received.Reader.ReadAsync().InTime();

    /// <summary>The next message, which must be of the kind that <paramref name="part"/> reads.</summary>
    public async Task<T> NextAsync<T>(Func<ControlMessage, T?> part)
        where T : class
    {
        var message = await NextAsync();
        return part(message) ?? throw new AssertionException($"expected {typeof(T).Name}, got {message}");
    }

    /// <summary>Fails if the control plane has sent anything (but heartbeats) that was not read. Ask after something later has been seen.</summary>
    public void HasNothingMore() => Assert.That(_received.Reader.TryRead(out var message), Is.False, () => $"unexpected: {message}");

    /// <summary>How the call ended.</summary>
    public async Task<(Status Status, Metadata Trailers)> EndAsync()
    {
        await _reading.InTime();
        return _error is null ? (_call.GetStatus(), _call.GetTrailers()) : (_error.Status, _error.Trailers);
    }

    /// <summary>Closes in good order and waits for the end.</summary>
    public async Task LeaveAsync()
    {
        await _call.RequestStream.CompleteAsync().InTime();
        await _reading.InTime();
    }

    /// <summary>Breaks the stream.</summary>
    public async Task CutAsync()
    {
        await _cut.CancelAsync();
        await _reading.InTime();
    }

    public async ValueTask DisposeAsync()
    {
        await _cut.CancelAsync();
        await _reading.InTime();
        _call.Dispose();
        _channel.Dispose();
        _cut.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var message in _call.ResponseStream.ReadAllAsync())
            {
                if (message.KindCase is ControlMessage.KindOneofCase.Heartbeat)
                    Interlocked.Increment(ref _heartbeats);
                else
                    await _received.Writer.WriteAsync(message);
            }

            _received.Writer.Complete();
        }
        catch (RpcException e)
        {
            // How a stream ends; the test looks at the status.
            _error = e;
            _received.Writer.Complete(e);
        }
    }
}
