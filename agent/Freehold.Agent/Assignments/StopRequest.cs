using Freehold.Agent.Journal;

namespace Freehold.Agent.Assignments;

/// <summary>Asks a running attempt to stop. The first cause stays.</summary>
internal sealed class StopRequest
{
    // Never disposed: somebody may ask at the moment of the end, and without a timer there is nothing to dispose of.
    private readonly CancellationTokenSource _asked = new();
    private int _cause;

    /// <summary>Why; <see cref="StopCause.None"/> when nobody has asked.</summary>
    public StopCause Cause => (StopCause)Volatile.Read(ref _cause);

    public CancellationToken Asked => _asked.Token;

    /// <returns>Whether this was the first to ask.</returns>
    public bool Ask(StopCause cause)
    {
        if (Interlocked.CompareExchange(ref _cause, (int)cause, (int)StopCause.None) != (int)StopCause.None)
            return false;

        _asked.Cancel();
        return true;
    }
}
