using Freehold.JobContract.Failures;

namespace Freehold.ControlPlane.Jobs;

/// <summary>How much memory the attempt after one that ran out of it is given. Pure.</summary>
internal static class MemoryGrowth
{
    /// <summary>Twice as much, at most what the document allows; null when there is no more to give, or memory was not the cause.</summary>
    /// <param name="failure">How the attempt ended; a task that used more than its share counts as well.</param>
    /// <param name="bytes">What the attempt had; null: the document names no most.</param>
    /// <param name="most">What the document allows; null: no more than it asks for.</param>
    public static long? After(Failure failure, long? bytes, long? most) =>
        failure.Code is FailureCode.OomKilled && bytes is { } had && had < most ? Math.Min(had > most.Value / 2 ? most.Value : had * 2, most.Value) : null;
}
