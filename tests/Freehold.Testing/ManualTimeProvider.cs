namespace Freehold.Testing;

/// <summary>A clock that stands still until the test moves it; timers fire while it is moved.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far it was moved since it was made.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
                return _now;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Beginning + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock; what is due on the way fires, in order.</summary>
    public void Advance(TimeSpan by)
    {
        var until = Elapsed + by;
        while (TakeDue(until) is { } due)
            due.Fire();
        lock (_gate)
            _now = until;
    }

    /// <summary>
    /// Moves the clock step by step until the condition holds. Between steps the program gets on for real: what it does after a
    /// timer has fired is not over when the timer has.
    /// </summary>
    /// <exception cref="TimeoutException">It did not within <paramref name="most"/> of this clock.</exception>
    public async Task AdvanceUntilAsync(Func<bool> condition, TimeSpan most, TimeSpan? step = null)
    {
        var limit = Elapsed + most;
        while (!condition())
        {
            if (Elapsed >= limit)
                throw new TimeoutException($"did not become true within {most} of the test's clock");

            Advance(step ?? TimeSpan.FromSeconds(1));
            using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            await ticks.WaitForNextTickAsync();
        }
    }

    private ManualTimer? TakeDue(TimeSpan until)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
            if (next is null)
                return null;

            if (next.Due > _now)
                _now = next.Due;
            if (next.Period > TimeSpan.Zero)
                next.Due += next.Period;
            else
                _timers.Remove(next);
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;

                (Due, Period) = (clock._now + dueTime, period);
                clock._timers.Add(this);
            }

            if (dueTime == TimeSpan.Zero)
                clock.Advance(TimeSpan.Zero);
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
