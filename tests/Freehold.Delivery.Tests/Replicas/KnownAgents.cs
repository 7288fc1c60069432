using System.Collections.Concurrent;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Identity;
using Grpc.Core;

namespace Freehold.Delivery.Tests.Replicas;

/// <summary>Takes a token's id for the token. How real tokens are signed and checked is tested with identity.</summary>
internal sealed class KnownAgents : IAgentAuthenticator
{
    private readonly ConcurrentDictionary<string, AgentIdentity> _byToken = new(StringComparer.Ordinal);

    public void Add(AgentIdentity agent) => _byToken[agent.TokenId.ToString()] = agent;

    public Task<AgentIdentity> AuthenticateAsync(ServerCallContext call, CancellationToken cancellationToken) =>
        Task.FromResult(_byToken[call.RequestHeaders.GetValue("authorization")!["Bearer ".Length..]]);
}
