namespace Freehold.Agent.Connection;

/// <summary>How long to wait before dialling again. Pure: clock and chance are the caller's.</summary>
internal static class ReconnectBackoff
{
    private static readonly TimeSpan FirstCeiling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestCeiling = TimeSpan.FromSeconds(60);

    // Even the luckiest draw does not dial in a tight loop.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    // What only a person can put right is not worth asking about every second, and two agents that take each other's place
    // must not do so in a tight loop.
    private static readonly TimeSpan LeastAfterRefusal = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    // A control plane under load knows for how long it wants to be left alone; for longer than this nobody does.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private const double WaitJitter = 0.2;

    /// <summary>
    /// Full jitter: anything up to a ceiling that doubles from 1 s to 60 s, so that a thousand agents do not dial in step after
    /// an outage. At least 5 s after a refusal and where only a person can help; after <c>go_away</c>, or told to wait, the time that
    /// was named and up to a fifth more, since the control plane has already spread its agents; after <c>go_away</c> up to 1 s at least.
    /// </summary>
    /// <param name="failures">Attempts in a row, this one included, in which nothing was heard: 0 when something was.</param>
    /// <param name="chance">Evenly distributed from 0 (included) to 1 (not included).</param>
    public static TimeSpan After(FinishedStream finished, int failures, double chance)
    {
        var ceiling = Ceiling(failures);

        if (finished.Ending is StreamEnding.ToldToGo)
        {
            var retryAfter = Clamp(finished.RetryAfter, TimeSpan.Zero, LongestRetryAfter);
            return Clamp(retryAfter + (Clamp(retryAfter * WaitJitter, FirstCeiling, LongestCeiling) * chance), Least, LongestRetryAfter + LongestCeiling);
        }

        if (finished.Ending is StreamEnding.ToldToWait)
            return Clamp(finished.RetryAfter, Least, LongestWait) * (1 + (WaitJitter * chance));

        if (finished.NeedsPerson || finished.Ending is StreamEnding.Refused)
            return LeastAfterRefusal + (Clamp(ceiling, LeastAfterRefusal, LongestCeiling - LeastAfterRefusal) * chance);

        return Clamp(ceiling * chance, Least, LongestCeiling);
    }

    private static TimeSpan Ceiling(int failures) =>
        Clamp(FirstCeiling * Math.Pow(2, Math.Clamp(failures, 0, 10)), FirstCeiling, LongestCeiling);

    private static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;
}
