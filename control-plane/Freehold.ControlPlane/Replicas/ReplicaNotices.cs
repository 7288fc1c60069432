namespace Freehold.ControlPlane.Replicas;

/// <summary>Where notices to other replicas are left, and where theirs come out.</summary>
internal sealed class ReplicaNotices : IDisposable
{
    private readonly PendingSet<ReplicaNotice> _posted = new();

    private readonly List<Action<ReplicaNotice>> _handlers = [];

    /// <summary>
    /// Calls the handler for every notice of another replica, on the listener's thread: it returns at once and does not
    /// throw. After a time without connection it is called with <see cref="ReplicaNotice.Everything"/> for each kind.
    /// Handlers stay for the life of this replica: subscribe before it hears anything.
    /// </summary>
    public void Subscribe(Action<ReplicaNotice> handler)
    {
        lock (_handlers)
            _handlers.Add(handler);
    }

    /// <summary>
    /// Leaves a notice to be sent with others a few milliseconds later, in a transaction of its own: commits that notify
    /// wait for each other, so the transaction that made the news must not. Never waits, never throws.
    /// </summary>
    public void Post(ReplicaNotice notice) => _posted.Add(notice);

    /// <summary>Waits until something was posted and takes all of it. One reader.</summary>
    public Task<IReadOnlyCollection<ReplicaNotice>> TakePostedAsync(CancellationToken cancellationToken) =>
        _posted.TakeAllAsync(cancellationToken);

    /// <summary>Hands a notice of another replica to whoever subscribed.</summary>
    public void Deliver(ReplicaNotice notice)
    {
        Action<ReplicaNotice>[] handlers;
        lock (_handlers)
            handlers = [.. _handlers];
        foreach (var handler in handlers)
            handler(notice);
    }

    public void Dispose() => _posted.Dispose();
}
