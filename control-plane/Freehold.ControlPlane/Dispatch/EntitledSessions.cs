using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Entitlements;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>A session with what its organization may do.</summary>
internal readonly record struct EntitledSession(AgentSession Session, Entitlement Entitlement);

/// <summary>
/// Sessions, parted so that no statement fills the room of two agents of one limited organization: each would be given what is left.
/// </summary>
/// <param name="First">Those for one statement.</param>
/// <param name="Others">Those for the next ones.</param>
internal sealed record EntitledSessions(IReadOnlyList<EntitledSession> First, IReadOnlyList<AgentSession> Others)
{
    public static async Task<EntitledSessions> OfAsync(
        IEnumerable<AgentSession> sessions, OrganizationEntitlements entitlements, CancellationToken cancellationToken)
    {
        var first = new List<EntitledSession>();
        var others = new List<AgentSession>();
        var limited = new HashSet<Guid>();
        foreach (var session in sessions)
        {
            var entitlement = await entitlements.OfAsync(session.Agent.OrganizationId, cancellationToken);
            if (entitlement.ParallelJobs is null || limited.Add(session.Agent.OrganizationId))
                first.Add(new(session, entitlement));
            else
                others.Add(session);
        }

        return new(first, others);
    }
}
