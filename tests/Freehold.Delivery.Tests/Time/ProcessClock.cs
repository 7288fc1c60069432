namespace Freehold.Delivery.Tests.Time;

/// <summary>The clocks of one process: a monotonic one that is everybody's, and a wall clock that may be wrong.</summary>
/// <param name="wallError">By how much the machine's wall clock is wrong now.</param>
internal sealed class ProcessClock(VirtualTime time, Life life, Func<TimeSpan> wallError) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => time.Now + wallError();

    public override long GetTimestamp() => time.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(time, life, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
