using Freehold.ControlPlane.AgentStreams;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.Checks;

/// <summary>Sends agents the checks that people ask them for, again with each sweep until they answer.</summary>
internal sealed class CheckDelivery(CheckStore checks, ConnectedAgents agents)
{
    /// <summary>To those of these agents that are connected here.</summary>
    public async Task DeliverAsync(Guid[] agentIds, CancellationToken cancellationToken)
    {
        foreach (var (agentId, request) in await checks.ToAskAsync(agentIds, cancellationToken))
            agents.Find(agentId)?.PostAll([new ControlMessage { CheckRequest = request }]);
    }
}
