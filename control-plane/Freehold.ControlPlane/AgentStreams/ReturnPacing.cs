namespace Freehold.ControlPlane.AgentStreams;

/// <summary>
/// Spreads the return of agents that were sent away together, so that they do not come together: as many a second as a replica
/// welcomes without effort.
/// </summary>
internal sealed class ReturnPacing(TimeProvider time)
{
    /// <summary>Agents whose return in one second costs nobody anything.</summary>
    public const int AgentsPerSecond = 500;

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private double _away;
    private long _at = time.GetTimestamp();

    /// <summary>Time in which so many agents come back in good order; at least <paramref name="atLeast"/>, at most a minute.</summary>
    public static TimeSpan Within(int agents, TimeSpan atLeast)
    {
        var within = TimeSpan.FromSeconds((double)agents / AgentsPerSecond);
        return within < atLeast ? atLeast : within > Most ? Most : within;
    }

    /// <summary>One more is sent away.</summary>
    /// <returns>When it is to come back: at random, within a time that grows with the number of those sent away of late.</returns>
    public TimeSpan SendAway()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _away = Math.Max(0, _away - (time.GetElapsedTime(_at, now).TotalSeconds * AgentsPerSecond)) + 1;
            _at = now;
            return Least + (Within((int)_away, TimeSpan.FromSeconds(1)) * Random.Shared.NextDouble());
        }
    }
}
