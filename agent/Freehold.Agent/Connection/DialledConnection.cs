using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.Agent.Connection;

/// <summary>A connection to the control plane, for one stream.</summary>
/// <param name="calls">Makes the calls.</param>
/// <param name="resources">What the connection consists of; gone with it.</param>
internal sealed class DialledConnection(CallInvoker calls, IDisposable resources) : IDisposable
{
    /// <summary>The control plane at its other end.</summary>
    public AgentGateway.AgentGatewayClient Gateway { get; } = new(calls);

    public void Dispose() => resources.Dispose();
}
