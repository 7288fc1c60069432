namespace Freehold.Worker.Tests.Output;

/// <summary>A clock whose periodic timers fire when a test says so.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly List<HandTimer> _timers = [];

    /// <summary>Fires every timer whose period is the given one.</summary>
    public void Step(TimeSpan period)
    {
        lock (_timers)
            _timers.FindAll(timer => timer.Period == period).ForEach(timer => timer.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(callback, state) { Period = period };
        lock (_timers)
            _timers.Add(timer);
        return timer;
    }

    private sealed class HandTimer(TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Period { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Period = period;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
