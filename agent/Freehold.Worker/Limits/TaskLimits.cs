using Freehold.JobContract.Documents;

namespace Freehold.Worker.Limits;

/// <summary>What one task may use before it is ended.</summary>
/// <param name="MemoryBytes">Memory of its process that cannot be given back to the system.</param>
/// <param name="DiskBytes">Size of its scratch folder.</param>
/// <param name="Time">Longest run; null for no limit.</param>
internal sealed record TaskLimits(long MemoryBytes, long DiskBytes, TimeSpan? Time)
{
    private const long Coordinator = 128L * 1024 * 1024;

    /// <summary>
    /// Divides what the container and the document allow among tasks at the same time. What is kept back is the coordinator's; of a
    /// single task, which has none, it is the distance to where the kernel would end the process without a word.
    /// </summary>
    public static TaskLimits Of(JobDocument document, int parallel, Container container)
    {
        var memory = container.MemoryFor(document);
        var disk = (long)Quantity.Of(document.Resources.Disk);
        return new((memory - Math.Min(Coordinator, memory / 4)) / parallel, disk / parallel, document.TaskTimeLimit);
    }
}
