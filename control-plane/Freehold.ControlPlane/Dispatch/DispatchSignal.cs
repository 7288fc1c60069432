using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Replicas;

namespace Freehold.ControlPlane.Dispatch;

/// <summary>Says that an agent may have work. What the work is, the dispatcher reads from the database.</summary>
internal sealed class DispatchSignal : IDisposable
{
    private readonly ConnectedAgents _agents;
    private readonly ReplicaNotices _notices;
    private readonly TimeProvider _time;
    private readonly DueWakes _due;
    private readonly PendingSet<DispatchErrand> _errands = new();

    public DispatchSignal(ConnectedAgents agents, ReplicaNotices notices, TimeProvider time)
    {
        _agents = agents;
        _notices = notices;
        _time = time;
        _due = new(time, Wake);
        notices.Subscribe(OnReceived);
    }

    /// <summary>
    /// Something was committed that may be handed to the agent, or the agent has room again. Reaches the replica that holds
    /// its stream. Never waits, never throws.
    /// </summary>
    public void Wake(Guid agentId) => Post(new(ErrandKind.HandOut, agentId), NoticeKind.AgentHasWork);

    /// <summary>A cancellation of one of its attempts was committed. Never waits, never throws.</summary>
    public void WakeToCancel(Guid agentId) => Post(new(ErrandKind.Cancel, agentId), NoticeKind.AgentHasCancels);

    /// <summary>A grant or a check was asked of it. Never waits, never throws.</summary>
    public void WakeToAskForGrants(Guid agentId) => Post(new(ErrandKind.AskForGrants, agentId), NoticeKind.AgentHasGrants);

    /// <summary><see cref="Wake"/> after a pause. Lost when this process ends: then the next sweep sees to it.</summary>
    public void WakeAfter(Guid agentId, TimeSpan pause) => _due.Add(agentId, pause);

    /// <summary>Waits until there is something to do and takes all of it. One reader, the dispatcher.</summary>
    public Task<IReadOnlyCollection<DispatchErrand>> TakeAsync(CancellationToken cancellationToken) =>
        _errands.TakeAllAsync(cancellationToken);

    /// <summary>Asks to look at every agent that is connected here.</summary>
    public void Sweep()
    {
        foreach (var session in _agents.Sessions)
        {
            session.QueueMarks.Sweep();
            _errands.Add(new(ErrandKind.HandOut, session.Agent.AgentId));
            _errands.Add(new(ErrandKind.Cancel, session.Agent.AgentId));
            _errands.Add(new(ErrandKind.AskForGrants, session.Agent.AgentId));
        }
    }

    /// <summary>An errand could not be done: it stays to be done.</summary>
    public void PutBack(DispatchErrand errand) => _errands.Add(errand);

    public void Dispose()
    {
        _due.Dispose();
        _errands.Dispose();
    }

    private void Post(DispatchErrand errand, NoticeKind notice)
    {
        if (_agents.IsHere(errand.AgentId))
            _errands.Add(errand);
        else
            _notices.Post(new(notice, errand.AgentId));
    }

    private void OnReceived(ReplicaNotice notice)
    {
        ErrandKind? errand = notice.Kind switch
        {
            NoticeKind.AgentHasWork => ErrandKind.HandOut,
            NoticeKind.AgentHasCancels => ErrandKind.Cancel,
            NoticeKind.AgentHasGrants => ErrandKind.AskForGrants,
            _ => null,
        };
        if (errand is not { } kind)
            return;

        if (notice.Id == ReplicaNotice.Everything)
        {
            Sweep();
        }
        else if (_agents.IsHere(notice.Id))
        {
            _agents.Find(notice.Id)?.QueueMarks.QueuedElsewhere(_time.GetUtcNow());
            _errands.Add(new(kind, notice.Id));
        }
    }
}
