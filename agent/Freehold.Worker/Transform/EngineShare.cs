using Freehold.JobContract.Documents;
using Freehold.Worker.Limits;

namespace Freehold.Worker.Transform;

/// <summary>What each of the tasks that run at the same time may use.</summary>
/// <param name="ParallelTasks">Tasks at the same time.</param>
/// <param name="Threads">Threads of the engine for each.</param>
/// <param name="MemoryBytes">Memory of the engine for each.</param>
/// <param name="DiskBytes">Disk for what does not fit into memory, for each.</param>
internal sealed record EngineShare(int ParallelTasks, int Threads, long MemoryBytes, long DiskBytes)
{
    // Beyond this more memory makes nothing faster: data is streamed, and only what is on its way lies in memory.
    private const long MostMemory = 512L * 1024 * 1024;
    private const long LeastMemory = 64L * 1024 * 1024;

    /// <summary>Divides what the container and the document allow.</summary>
    /// <param name="document">The job.</param>
    /// <param name="tasks">Number of tasks of the job.</param>
    /// <param name="container">What there is.</param>
    public static EngineShare Of(JobDocument document, int tasks, Container container)
    {
        var cpus = Math.Max(1, Math.Min(container.Processors, (int)Math.Ceiling(Quantity.Of(document.Resources.Cpu))));
        var parallel = Math.Max(1, Math.Min(Math.Min(document.Parallelism, tasks), cpus));

        // Half for the engine: the rest is for the program, its libraries and what the engine does not count.
        var memory = container.MemoryFor(document) / 2 / parallel;
        var disk = (long)Quantity.Of(document.Resources.Disk) / 2 / parallel;
        return new(parallel, Math.Max(1, cpus / parallel), Math.Clamp(memory, LeastMemory, MostMemory / parallel), disk);
    }

    /// <summary>
    /// What an input that has to be made plain may take of the disk: never more than half of what is free, whatever the share, since
    /// the rest is for the output.
    /// </summary>
    public long MostPlainBytes(string scratch) => Math.Min(DiskBytes, new DriveInfo(scratch).AvailableFreeSpace / 2);
}
