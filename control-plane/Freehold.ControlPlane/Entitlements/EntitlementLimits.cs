using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Freehold.ControlPlane.Entitlements;

/// <summary>Whether one more of something may be had, at the moment of having it.</summary>
internal sealed class EntitlementLimits(OrganizationEntitlements entitlements, EntitlementStore store)
{
    /// <summary>Whether an agent may be added with so many replicas.</summary>
    /// <returns>Why not, with what is in use; null when it may.</returns>
    public async Task<ProblemHttpResult?> RefusalOfAgentAsync(Guid organizationId, int replicas, CancellationToken cancellationToken)
    {
        var entitlement = await entitlements.OfAsync(organizationId, cancellationToken);
        if (entitlement.Obstacle is { } obstacle)
            return Problem.Of(ProblemTypes.NotEntitled, obstacle);
        if (entitlement.Document is not { } document || document is { Agents: null, Replicas: null })
            return null;

        var usage = await store.UsageAsync(organizationId, cancellationToken);
        if (usage.Agents + 1 > document.Agents)
            return Refusal("agents", usage.Agents, document.Agents.Value, "Remove one, or ask the vendor for more.");
        if (usage.Replicas + replicas > document.Replicas)
        {
            return Refusal("replicas", usage.Replicas, document.Replicas.Value,
                $"The new agent asks for {replicas}: give it fewer, remove an agent, or ask the vendor for more.");
        }

        return null;
    }

    /// <summary>Whether another replica of an agent may stand by.</summary>
    public async Task<bool> MayStandByAsync(AgentIdentity agent, string replicaId, CancellationToken cancellationToken)
    {
        var entitlement = await entitlements.OfAsync(agent.OrganizationId, cancellationToken);
        return entitlement.Document?.Replicas is not { } most
            || await store.OtherReplicasAsync(agent.OrganizationId, agent.AgentId, replicaId, cancellationToken) < most;
    }

    private static ProblemHttpResult Refusal(string what, int used, int limit, string remedy) => Problem.Of(
        ProblemTypes.NotEntitled,
        $"{used} of {limit} {what} of the entitlement are in use. {remedy}",
        KeyValuePair.Create<string, object?>("limit", limit),
        KeyValuePair.Create<string, object?>("used", used));
}
