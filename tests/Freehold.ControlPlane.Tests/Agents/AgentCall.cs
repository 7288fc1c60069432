using Freehold.ControlPlane.Tests.Startup;
using Freehold.Protocol.V1;
using Freehold.Testing;
using Grpc.Core;
using Grpc.Net.Client;

namespace Freehold.ControlPlane.Tests.Agents;

/// <summary>An agent that dials with a token, over TLS, and says hello.</summary>
internal sealed class AgentCall : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly AsyncDuplexStreamingCall<AgentMessage, ControlMessage> _call;

    private AgentCall(GrpcChannel channel, AsyncDuplexStreamingCall<AgentMessage, ControlMessage> call)
    {
        _channel = channel;
        _call = call;
    }

    public static async Task<AgentCall> DialAsync(RunningControlPlane controlPlane, string label, string? token)
    {
        var channel = GrpcChannel.ForAddress(controlPlane.Address, new() { HttpHandler = controlPlane.NewHandler(), DisposeHttpClient = true });
        var headers = token is null ? [] : new Metadata { { "authorization", $"Bearer {token}" } };
        var call = new AgentCall(channel, new AgentGateway.AgentGatewayClient(channel).Connect(headers));
        try
        {
            await call._call.RequestStream.WriteAsync(Hello(label)).InTime();
        }
        catch (RpcException)
        {
            // Refused before the message was written; the end tells why.
        }

        return call;
    }

    /// <summary>Reads on until the welcome, which must come.</summary>
    public async Task WelcomeAsync()
    {
        Assert.That(await _call.ResponseStream.MoveNext(CancellationToken.None).InTime(), Is.True);
        Assert.That(_call.ResponseStream.Current.KindCase, Is.EqualTo(ControlMessage.KindOneofCase.Welcome));
    }

    /// <summary>Waits for the end of the call: its status and the reason in the trailer.</summary>
    public async Task<(StatusCode Status, string? Refusal)> EndAsync()
    {
        try
        {
            while (await _call.ResponseStream.MoveNext(CancellationToken.None).InTime())
            {
            }

            return (_call.GetStatus().StatusCode, _call.GetTrailers().GetValue("freehold-refusal"));
        }
        catch (RpcException e)
        {
            return (e.StatusCode, e.Trailers.GetValue("freehold-refusal"));
        }
    }

    public void Dispose()
    {
        _call.Dispose();
        _channel.Dispose();
    }

    private static AgentMessage Hello(string label) => new()
    {
        Hello = new()
        {
            ProtocolVersion = 1,
            AgentVersion = "0.1.0",
            Label = label,
            ReplicaId = "replica",
            BootId = Guid.NewGuid().ToString(),
            Capacity = new() { MaxConcurrent = 1, Kinds = { "transform" } },
            Executor = "process",
        },
    };
}
