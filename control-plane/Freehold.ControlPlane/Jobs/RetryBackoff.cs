using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Jobs;

/// <summary>The pause before a job's next attempt: doubles with each, and spreads jobs that failed together.</summary>
internal sealed class RetryBackoff(IOptions<RetryOptions> options)
{
    /// <param name="attempts">Attempts of the job that have ended, from 1.</param>
    /// <returns>Between half of the full pause and all of it.</returns>
    public TimeSpan After(int attempts) => Pause(options.Value, attempts, Random.Shared.NextDouble());

    /// <summary>Pure.</summary>
    /// <param name="jitter">0 for the shortest pause, up to 1 for the longest.</param>
    public static TimeSpan Pause(RetryOptions options, int attempts, double jitter)
    {
        // Doubling 30 times passes any limit; more would overflow.
        var doubled = options.FirstPause.TotalSeconds * Math.Pow(2, Math.Clamp(attempts - 1, 0, 30));
        var full = Math.Min(doubled, options.LongestPause.TotalSeconds);
        return TimeSpan.FromSeconds(full * (0.5 + (jitter / 2)));
    }
}
