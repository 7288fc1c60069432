namespace Freehold.Delivery.Tests.Time;

/// <summary>A timer of a process under test; it never fires once the process is dead.</summary>
internal sealed class VirtualTimer(VirtualTime time, Life life, TimerCallback callback, object? state) : ITimer
{
    private readonly Lock _lock = new();
    private TimeSpan _period;
    private long _setting;
    private bool _set;

    public bool IsSet(long setting)
    {
        lock (_lock)
            return _set && _setting == setting && life.IsAlive;
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        long setting;
        lock (_lock)
        {
            setting = ++_setting;
            _period = period;
            _set = dueTime != Timeout.InfiniteTimeSpan;
            if (!_set)
                return true;
        }

        time.Add(this, setting, dueTime);
        return true;
    }

    public void Fire()
    {
        lock (_lock)
            _set = false;
        if (_period > TimeSpan.Zero)
            Change(_period, _period);

        ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), state: null);
    }

    public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
