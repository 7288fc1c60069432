namespace Freehold.Testing;

/// <summary>Every await of a test has a time limit: a test that hangs says where.</summary>
public static class TimeLimit
{
    /// <summary>Generous for slow machines; a test that needs it all has failed.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    /// <summary>The task, or <see cref="TimeoutException"/> after <paramref name="limit"/> (30 s when not given).</summary>
    public static Task InTime(this Task task, TimeSpan? limit = null) => task.WaitAsync(limit ?? Default);

    /// <inheritdoc cref="InTime(Task, TimeSpan?)"/>
    public static Task<T> InTime<T>(this Task<T> task, TimeSpan? limit = null) => task.WaitAsync(limit ?? Default);

    /// <inheritdoc cref="InTime(Task, TimeSpan?)"/>
    public static Task InTime(this ValueTask task, TimeSpan? limit = null) => task.AsTask().WaitAsync(limit ?? Default);

    /// <inheritdoc cref="InTime(Task, TimeSpan?)"/>
    public static Task<T> InTime<T>(this ValueTask<T> task, TimeSpan? limit = null) => task.AsTask().WaitAsync(limit ?? Default);
}
