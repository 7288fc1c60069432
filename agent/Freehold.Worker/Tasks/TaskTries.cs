namespace Freehold.Worker.Tasks;

/// <summary>Who tries a task again after a failure that may heal.</summary>
/// <param name="First">Number of the first try that is made here, from 1.</param>
/// <param name="InThisProcess">Whether further tries are made here; if not the task fails here, and whoever started this process counts.</param>
internal sealed record TaskTries(int First, bool InThisProcess)
{
    /// <summary>All tries are made by this process.</summary>
    public static TaskTries InOneProcess { get; } = new(First: 1, InThisProcess: true);
}
