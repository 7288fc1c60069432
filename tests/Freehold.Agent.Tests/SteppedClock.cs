namespace Freehold.Agent.Tests;

/// <summary>The system's time, which the test can step; timers run on as they are.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private long _elapsed;

    /// <summary>How far somebody has set the wall clock.</summary>
    public TimeSpan Set { get; set; }

    /// <summary>Lets time go by, for the clock that nobody sets.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref _elapsed, (long)(time.TotalSeconds * TimestampFrequency));

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Set;

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _elapsed);
}
