namespace Freehold.Hosting.Watchdogs;

/// <summary>What one loop tells about itself: it went round, or it waits by design. Until it is disposed it is looked after.</summary>
/// <remarks>Told by one loop, read by anybody. Telling costs a write to memory.</remarks>
public sealed class LoopWatch(WatchedLoop loop, TimeProvider time, Action<LoopWatch> over) : IDisposable
{
    private const long Waiting = long.MinValue;

    private long _wentRoundAt = Waiting;

    /// <summary>Of which kind it is.</summary>
    public WatchedLoop Loop => loop;

    /// <summary>How long ago the loop went round; zero while it waits by design.</summary>
    public TimeSpan Age => Volatile.Read(ref _wentRoundAt) is var at && at == Waiting ? TimeSpan.Zero : time.GetElapsedTime(at);

    /// <summary>Whether it has taken longer than it may.</summary>
    public bool IsStalled => Age > loop.MayTake;

    /// <summary>A round begins, or a step of it is done: the next one is due within what the loop may take.</summary>
    public void WentRound() => Volatile.Write(ref _wentRoundAt, time.GetTimestamp());

    /// <summary>Waits for something that may take any time: a message, a timer, work.</summary>
    public void Waits() => Volatile.Write(ref _wentRoundAt, Waiting);

    /// <summary>The loop has ended: nobody looks after it any more.</summary>
    public void Dispose() => over(this);
}
