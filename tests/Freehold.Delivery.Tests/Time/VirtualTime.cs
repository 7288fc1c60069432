namespace Freehold.Delivery.Tests.Time;

/// <summary>The time that passes for everything under test, and only when told to.</summary>
internal sealed class VirtualTime
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<(VirtualTimer Timer, long Setting), DateTimeOffset> _due = new();
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
                return _now;
        }
    }

    /// <summary>When the next timer is due; null when none is set.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_lock)
                return Peek(out var due) ? due : null;
        }
    }

    /// <summary>Moves on; timers that are due run on the thread pool, as real ones do.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        lock (_lock)
            _now = instant > _now ? instant : _now;

        while (TakeDue() is { } timer)
            timer.Fire();
    }

    /// <param name="setting">Which setting of the timer this is: a later one makes it void.</param>
    public void Add(VirtualTimer timer, long setting, TimeSpan after)
    {
        lock (_lock)
            _due.Enqueue((timer, setting), _now + after);
    }

    private VirtualTimer? TakeDue()
    {
        lock (_lock)
        {
            if (!Peek(out var due) || due > _now)
                return null;
            return _due.Dequeue().Timer;
        }
    }

    private bool Peek(out DateTimeOffset due)
    {
        while (_due.TryPeek(out var next, out due))
        {
            if (next.Timer.IsSet(next.Setting))
                return true;
            _due.Dequeue();
        }

        return false;
    }
}
