namespace Freehold.ControlPlane.Dispatch;

/// <summary>Calls back for agents when their time has come: one timer for any number of pauses.</summary>
internal sealed class DueWakes : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Action<Guid> _wake;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Guid, DateTimeOffset> _queue = new();

    public DueWakes(TimeProvider time, Action<Guid> wake)
    {
        _time = time;
        _wake = wake;
        _timer = time.CreateTimer(_ => WakeDue(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Calls back for the agent after the pause, once.</summary>
    public void Add(Guid agentId, TimeSpan pause)
    {
        lock (_lock)
        {
            _queue.Enqueue(agentId, _time.GetUtcNow() + pause);
            SetTimer();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void WakeDue()
    {
        var due = new HashSet<Guid>();
        lock (_lock)
        {
            while (_queue.TryPeek(out var agentId, out var at) && at <= _time.GetUtcNow())
            {
                _queue.Dequeue();
                due.Add(agentId);
            }

            SetTimer();
        }

        foreach (var agentId in due)
            _wake(agentId);
    }

    private void SetTimer()
    {
        if (!_queue.TryPeek(out _, out var next))
            return;

        // Timers count whole milliseconds; one too early would find nothing due and turn in circles.
        var pause = next - _time.GetUtcNow() + TimeSpan.FromMilliseconds(1);
        _timer.Change(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
