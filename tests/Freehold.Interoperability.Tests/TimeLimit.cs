namespace Freehold.Interoperability.Tests;

/// <summary>Every await of these tests ends: nothing here should take more than a second or two, even on a busy machine.</summary>
internal static class TimeLimit
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>For a call under test: well above what it needs, well below the limit of the test.</summary>
    public static DateTime CallDeadline => DateTime.UtcNow.AddSeconds(20);

    public static Task InTime(this Task task) => task.WaitAsync(Limit);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Limit);
}
