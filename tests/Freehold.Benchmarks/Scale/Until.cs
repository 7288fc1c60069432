using System.Diagnostics;

namespace Freehold.Benchmarks.Scale;

/// <summary>Waits for what another process does.</summary>
internal static class Until
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <returns>How long it took.</returns>
    /// <exception cref="TimeoutException">It did not come true in time.</exception>
    public static async Task<TimeSpan> IsTrueAsync(Func<bool> condition, TimeSpan patience, string what, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
                throw new TimeoutException($"Waited {patience.TotalSeconds:0} s in vain: {what}.");
            await Task.Delay(Step, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(started);
    }
}
