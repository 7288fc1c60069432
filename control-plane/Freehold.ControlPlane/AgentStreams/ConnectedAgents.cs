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
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<string, AgentSession>> _standbys = new();
    private volatile bool _checkAll;

    public ConnectedAgents(ReplicaNotices notices)
    {
        _notices = notices;
        notices.Subscribe(OnReceived);
    }

    /// <summary>Number of streams, those of standbys among them.</summary>
    public int Count => _sessions.Count + _standbys.Sum(ofAgent => ofAgent.Value.Count);

    /// <summary>All agents' sessions at this moment.</summary>
    public IEnumerable<AgentSession> Sessions => _sessions.Values;

    /// <summary>The sessions of all replicas of agents that stand by.</summary>
    public IEnumerable<AgentSession> Standbys => _standbys.SelectMany(ofAgent => ofAgent.Value.Values);

    /// <summary>The agents that are here.</summary>
    public IEnumerable<Guid> Ids() => _sessions.Keys;

    /// <summary>Whether the agent's stream is here, welcomed or about to be.</summary>
    public bool IsHere(Guid agentId) => _sessions.ContainsKey(agentId);

    /// <summary>The agent's session once it is welcomed; null when it is not here.</summary>
    public AgentSession? Find(Guid agentId) => _sessions.TryGetValue(agentId, out var session) && session.IsOpen ? session : null;

    /// <summary>
    /// Takes a session in. An older one of the same agent, left behind by a broken network, is ended. A standby ends only an older
    /// stream of its own; one that leads now stands by no more.
    /// </summary>
    public void Admit(AgentSession session)
    {
        if (session.IsStandby)
        {
            Replace(StandbysOf(session), session.Hello.ReplicaId, session);
            return;
        }

        Replace(_sessions, session.Agent.AgentId, session);
        if (_standbys.TryGetValue(session.Agent.AgentId, out var standbys) && standbys.TryGetValue(session.Hello.ReplicaId, out var itself))
            itself.End(SessionEnding.Replaced, RefusalReason.SessionReplaced);
    }

    /// <summary>Lets a session go; one that took its place stays.</summary>
    public void Leave(AgentSession session)
    {
        if (session.IsStandby)
            StandbysOf(session).TryRemove(new(session.Hello.ReplicaId, session));
        else
            _sessions.TryRemove(new(session.Agent.AgentId, session));
    }

    /// <summary>
    /// Ends the agent's stream because it may not connect any more: its token was revoked, or it was removed. Call it after
    /// the commit; other replicas end theirs within moments. Never waits, never throws.
    /// </summary>
    public void End(Guid agentId, RefusalReason reason)
    {
        foreach (var session in OfAgent(agentId))
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
        foreach (var session in OfAgent(notice.Id))
            session.Heard();
    }

    private IEnumerable<AgentSession> OfAgent(Guid agentId)
    {
        if (_sessions.TryGetValue(agentId, out var session))
            yield return session;
        if (_standbys.TryGetValue(agentId, out var standbys))
        {
            foreach (var standby in standbys.Values)
                yield return standby;
        }
    }

    // Stays when the last has left: one empty entry an agent, at most.
    private ConcurrentDictionary<string, AgentSession> StandbysOf(AgentSession session) =>
        _standbys.GetOrAdd(session.Agent.AgentId, _ => new(StringComparer.Ordinal));

    private static void Replace<TKey>(ConcurrentDictionary<TKey, AgentSession> sessions, TKey key, AgentSession session)
        where TKey : notnull
    {
        AgentSession? older = null;
        sessions.AddOrUpdate(key, session, (_, existing) =>
        {
            older = existing;
            return session;
        });
        older?.End(SessionEnding.Replaced, RefusalReason.SessionReplaced);
    }
}
