using Freehold.Hosting.Watchdogs;

namespace Freehold.Agent.Assignments;

/// <summary>What the run of one attempt tells about how it gets on.</summary>
internal sealed class AttemptWatch : IDisposable
{
    // The executor says something at least every few seconds; a start may take it half a minute.
    private static readonly WatchedLoop RunLoop = new("attempt", MayTake: TimeSpan.FromMinutes(2), RestartCures: true);

    private static readonly TimeSpan StopMargin = TimeSpan.FromMinutes(2);

    private readonly LoopWatch _run;
    private readonly LoopWatch _stop;

    /// <param name="stopGrace">How long a worker may take to stop when asked.</param>
    public AttemptWatch(LoopWatchdogs watchdogs, TimeSpan stopGrace)
    {
        _run = watchdogs.Watch(RunLoop);
        // What cannot be killed, because it hangs in the kernel, would not be killed by the next process either.
        _stop = watchdogs.Watch(new("attempt-stop", stopGrace + StopMargin, RestartCures: false));
    }

    /// <summary>Starts or watches the worker.</summary>
    public void Works()
    {
        _stop.Waits();
        _run.WentRound();
    }

    /// <summary>Ends processes.</summary>
    public void Stops()
    {
        _run.Waits();
        _stop.WentRound();
    }

    /// <summary>Waits for the disk, which says for itself when it refuses or hangs.</summary>
    public void Waits()
    {
        _run.Waits();
        _stop.Waits();
    }

    public void Dispose()
    {
        _run.Dispose();
        _stop.Dispose();
    }
}
