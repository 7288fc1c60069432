using Freehold.ControlPlane.Identity;
using Grpc.Core;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>Says which agent a call comes from, by the token it carries.</summary>
internal interface IAgentAuthenticator
{
    /// <summary>The agent whose token is on the call.</summary>
    /// <exception cref="RpcException">No token, or one that is not accepted; made by <see cref="Refusal"/>.</exception>
    Task<AgentIdentity> AuthenticateAsync(ServerCallContext call, CancellationToken cancellationToken);
}
