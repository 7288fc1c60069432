using System.Runtime.CompilerServices;

namespace Freehold.Testing;

/// <summary>Waits for a condition that nothing announces, such as a row that another process writes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until the answer is true.</summary>
    /// <exception cref="TimeoutException">It was not within <paramref name="limit"/> (30 s when not given); names the condition.</exception>
    public static async Task IsTrueAsync(
        Func<Task<bool>> condition, TimeSpan? limit = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        using var over = new CancellationTokenSource(limit ?? TimeLimit.Default);
        using var ticks = new PeriodicTimer(Interval);
        try
        {
            while (!await condition().WaitAsync(over.Token))
                await ticks.WaitForNextTickAsync(over.Token);
        }
        catch (OperationCanceledException e) when (over.IsCancellationRequested)
        {
            throw new TimeoutException($"did not become true in time: {what}", e);
        }
    }

    /// <inheritdoc cref="IsTrueAsync(Func{Task{bool}}, TimeSpan?, string)"/>
    public static Task IsTrueAsync(
        Func<bool> condition, TimeSpan? limit = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        IsTrueAsync(() => Task.FromResult(condition()), limit, what);
}
