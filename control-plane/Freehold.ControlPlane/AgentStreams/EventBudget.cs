namespace Freehold.ControlPlane.AgentStreams;

/// <summary>
/// How many events one stream may bring: so many a second for as long as it likes, and a store of them for bursts. One that
/// brings more is read later, and only that one.
/// </summary>
/// <remarks>For one reader.</remarks>
internal sealed class EventBudget(int eventsPerSecond, int burst, TimeProvider time)
{
    private double _left = burst;
    private long _at = time.GetTimestamp();

    /// <summary>Spends events.</summary>
    /// <returns>How long to wait before the next is read; zero as long as the budget lasts.</returns>
    public TimeSpan Spend(int events)
    {
        var now = time.GetTimestamp();
        _left = Math.Min(burst, _left + (time.GetElapsedTime(_at, now).TotalSeconds * eventsPerSecond)) - events;
        _at = now;
        return _left >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_left / eventsPerSecond);
    }
}
