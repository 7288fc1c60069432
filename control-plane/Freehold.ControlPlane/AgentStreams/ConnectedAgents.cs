using System.Collections.Concurrent;
using Freehold.ControlPlane.Replicas;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>
/// The agents whose stream is on this replica. An agent has one session, whichever of its replicas speaks: its inventory is
/// the whole truth of the agent, so two of them at once would each deny what the other runs.
/// </summary>
internal sealed class ConnectedAgents
{
    private readonly ReplicaNotices _notices;
    private readonly ConcurrentDictionary<Guid, AgentSession> _sessions = new();
    private volatile bool _checkAll;

    public ConnectedAgents(ReplicaNotices notices)
    {
        _notices = notices;
        notices.Subscribe(OnReceived);
    }

    /// <summary>Number of streams.</summary>
    public int Count => _sessions.Count;

    /// <summary>All sessions at this moment.</summary>
    public IEnumerable<AgentSession> Sessions => _sessions.Values;

    /// <summary>The agents that are here.</summary>
    public IEnumerable<Guid> Ids() => _sessions.Keys;

    /// <summary>Whether the agent's stream is here, welcomed or about to be.</summary>
    public bool IsHere(Guid agentId) => _sessions.ContainsKey(agentId);

    /// <summary>The agent's session once it is welcomed; null when it is not here.</summary>
    public AgentSession? Find(Guid agentId) => _sessions.TryGetValue(agentId, out var session) && session.IsOpen ? session : null;

    /// <summary>Takes a session in. An older one of the same agent, left behind by a broken network, is ended.</summary>
    public void Admit(AgentSession session)
    {
        AgentSession? older = null;
        _sessions.AddOrUpdate(session.Agent.AgentId, session, (_, existing) =>
        {
            older = existing;
            return session;
        });
        older?.End(SessionEnding.Replaced, RefusalReason.SessionReplaced);
    }

    /// <summary>Lets a session go; one that took its place stays.</summary>
    public void Leave(AgentSession session) => _sessions.TryRemove(new(session.Agent.AgentId, session));

    /// <summary>
    /// Ends the agent's stream because it may not connect any more: its token was revoked, or it was removed. Call it after
    /// the commit; other replicas end theirs within moments. Never waits, never throws.
    /// </summary>
    public void End(Guid agentId, RefusalReason reason)
    {
        if (_sessions.TryGetValue(agentId, out var session))
            session.End(SessionEnding.Refused, reason);
        _notices.Post(new(NoticeKind.AgentMustProveItself, agentId));
    }

    /// <summary>Whether every session is to be checked against the database, not only those that were heard; asked once.</summary>
    public bool TakeCheckAll()
    {
        var checkAll = _checkAll;
        _checkAll = false;
        return checkAll;
    }

    private void OnReceived(ReplicaNotice notice)
    {
        if (notice.Kind is not NoticeKind.AgentMustProveItself)
            return;

        // The next record of what was heard also checks that the session is still allowed.
        if (notice.Id == ReplicaNotice.Everything)
            _checkAll = true;
        else if (_sessions.TryGetValue(notice.Id, out var session))
            session.Heard();
    }
}
