using Grpc.Core;

namespace Freehold.Delivery.Tests.Network;

/// <summary>A call as the control plane's service sees it: headers, and a token that fires when the call is gone.</summary>
internal sealed class ModelCallContext(Metadata headers, CancellationToken aborted) : ServerCallContext
{
    protected override string MethodCore => "/freehold.agent.v1.AgentGateway/Connect";

    protected override string HostCore => "control-plane.test";

    protected override string PeerCore => "ipv4:127.0.0.1:1";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => headers;

    protected override CancellationToken CancellationTokenCore => aborted;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(peerIdentityPropertyName: null, []);

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();
}
