using Freehold.JobContract.Documents;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Tasks;

/// <summary>What one task may use before it is ended.</summary>
/// <param name="MemoryBytes">Memory of its process that cannot be given back to the system.</param>
/// <param name="DiskBytes">Size of its scratch folder.</param>
/// <param name="Time">Longest run; null for no limit.</param>
internal sealed record TaskLimits(long MemoryBytes, long DiskBytes, TimeSpan? Time)
{
    private const long Coordinator = 128L * 1024 * 1024;

    /// <summary>Divides what the document allows among tasks at the same time.</summary>
    public static TaskLimits Of(JobDocument document, int parallel)
    {
        var memory = (long)EngineShare.Quantity(document.Resources.Memory);
        var disk = (long)EngineShare.Quantity(document.Resources.Disk);
        return new((memory - Math.Min(Coordinator, memory / 4)) / parallel, disk / parallel, document.TaskTimeLimit);
    }
}
