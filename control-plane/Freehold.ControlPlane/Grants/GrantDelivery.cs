using Freehold.ControlPlane.AgentStreams;

namespace Freehold.ControlPlane.Grants;

/// <summary>Sends agents the grants that people ask them for, again with each sweep until they answer.</summary>
internal sealed class GrantDelivery(GrantStore grants, ConnectedAgents agents)
{
    /// <summary>To those of these agents that are connected here.</summary>
    public async Task DeliverAsync(Guid[] agentIds, CancellationToken cancellationToken)
    {
        foreach (var ofAgent in await grants.ToAskAsync(agentIds, cancellationToken))
            agents.Find(ofAgent.Key)?.PostAll(ofAgent.Select(request => new Protocol.V1.ControlMessage { GrantRequest = request }));
    }
}
