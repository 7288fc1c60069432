namespace Freehold.ControlPlane.Replicas;

/// <summary>Gathers things that are to be looked at, each once, for one reader that takes them all.</summary>
internal sealed class PendingSet<T> : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _any = new(0, 1);
    private HashSet<T> _pending = [];

    /// <summary>Never waits, never throws. Adding what is there already changes nothing.</summary>
    public void Add(T item)
    {
        bool first;
        lock (_lock)
        {
            first = _pending.Count == 0;
            _pending.Add(item);
        }

        if (first)
            _any.Release();
    }

    /// <summary>Waits until there is something, then takes all of it. One reader at a time.</summary>
    public async Task<IReadOnlyCollection<T>> TakeAllAsync(CancellationToken cancellationToken)
    {
        await _any.WaitAsync(cancellationToken);
        lock (_lock)
        {
            var taken = _pending;
            _pending = [];
            return taken;
        }
    }

    public void Dispose() => _any.Dispose();
}
