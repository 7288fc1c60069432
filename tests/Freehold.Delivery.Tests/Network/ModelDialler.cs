using Freehold.Agent.Connection;
using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.Delivery.Tests.Network;

/// <summary>What an agent dials with: calls become wires.</summary>
/// <param name="dial">Makes the wire for a call with these headers.</param>
internal sealed class ModelDialler(Func<Metadata, Wire> dial) : IDialler
{
    public Uri Endpoint { get; } = new("https://control-plane.test");

    public string? Proxy => null;

    public DialledConnection Open(TlsObservation tls) => new(new Calls(dial), new Nothing());

    private sealed class Calls(Func<Metadata, Wire> dial) : CallInvoker
    {
        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options)
        {
            var wire = dial(options.Headers ?? []);
            var end = new AgentEnd(wire);
            var cancelled = options.CancellationToken.Register(wire.HangUp);
            var call = new AsyncDuplexStreamingCall<AgentMessage, ControlMessage>(
                end, end, _ => Task.FromResult(new Metadata()), _ => Status.DefaultSuccess, _ => [],
                _ =>
                {
                    cancelled.Dispose();
                    wire.HangUp();
                },
                wire);
            return (AsyncDuplexStreamingCall<TRequest, TResponse>)(object)call;
        }

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
