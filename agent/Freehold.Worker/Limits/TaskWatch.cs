using Freehold.JobContract.Failures;
using Freehold.Worker.Tasks;

namespace Freehold.Worker.Limits;

/// <summary>Compares what one run of a task uses with what it may use.</summary>
/// <param name="task">The task.</param>
/// <param name="processId">The process that does it, and nothing else meanwhile.</param>
/// <param name="scratch">Folder of that process.</param>
/// <param name="limits">What the task may use.</param>
/// <param name="time">The clock of <see cref="TaskLimits.Time"/>, which starts now.</param>
internal sealed class TaskWatch(PlannedTask task, int processId, string scratch, TaskLimits limits, TimeProvider time)
{
    /// <summary>How often to look: the kernel can hand out a hundred megabytes meanwhile.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private const long LeastMargin = 128L * 1024 * 1024;

    private readonly long _started = time.GetTimestamp();

    /// <summary>The first limit that is exceeded, as the task's failure.</summary>
    public Failure? Look() =>
        time.GetElapsedTime(_started) > limits.Time ? TaskFailures.TooLong(task)
        : ProcessMemory.Of(processId) > limits.MemoryBytes ? TaskFailures.TooMuchMemory(task)
        : FolderSize.Of(scratch) > limits.DiskBytes ? TaskFailures.TooMuchDisk(task)
        : null;

    /// <summary>Whether memory has gone so far beyond its limit that nothing can be waited for.</summary>
    public bool IsOutOfHand() => ProcessMemory.Of(processId) - limits.MemoryBytes > Math.Max(LeastMargin, limits.MemoryBytes / 2);
}
