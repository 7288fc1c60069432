namespace Freehold.ControlPlane.Replicas;

/// <summary>Where notices to other replicas are left, and where theirs come out.</summary>
internal sealed class ReplicaNotices : IDisposable
{
    private readonly PendingSet<ReplicaNotice> _posted = new();

    /// <summary>
    /// Raised for every notice of another replica, on the listener's thread: handlers return at once. After a time without
    /// connection each kind is raised for <see cref="ReplicaNotice.Everything"/>.
    /// </summary>
    public event Action<ReplicaNotice>? Received;

    /// <summary>
    /// Leaves a notice to be sent with others a few milliseconds later, in a transaction of its own: commits that notify
    /// wait for each other, so the transaction that made the news must not. Never waits, never throws.
    /// </summary>
    public void Post(ReplicaNotice notice) => _posted.Add(notice);

    /// <summary>Waits until something was posted and takes all of it. One reader.</summary>
    public Task<IReadOnlyCollection<ReplicaNotice>> TakePostedAsync(CancellationToken cancellationToken) =>
        _posted.TakeAllAsync(cancellationToken);

    /// <summary>Hands a notice of another replica to whoever asked for such.</summary>
    public void Deliver(ReplicaNotice notice) => Received?.Invoke(notice);

    public void Dispose() => _posted.Dispose();
}
