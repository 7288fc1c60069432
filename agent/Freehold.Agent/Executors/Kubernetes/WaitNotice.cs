using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Decides which waits are worth telling: every pod waits for a moment for its node and its container, and only what lasts
/// explains anything.
/// </summary>
internal sealed class WaitNotice
{
    /// <summary>How long a wait lasts before it is told.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    private WaitingReason? _reason;
    private TimeSpan _since;

    /// <returns>What to tell; null when there is nothing.</returns>
    public WaitingReason? Of(Verdict verdict, TimeSpan now)
    {
        var reason = (verdict as Verdict.Waits)?.Reason;
        if (reason != _reason)
            (_reason, _since) = (reason, now);
        return now - _since >= Least ? reason : null;
    }
}
