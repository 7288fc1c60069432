using Freehold.JobContract.Documents;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Limits;

/// <summary>What the surroundings of this process let it use, whatever a document asks for.</summary>
/// <param name="Processors">Processors; .NET takes a container's limit into account.</param>
/// <param name="MemoryBytes">Memory of the container, or of the machine where it has no limit.</param>
internal sealed record Container(int Processors, long MemoryBytes)
{
    /// <summary>The container that this process runs in.</summary>
    public static Container OfThisProcess() => new(Environment.ProcessorCount, ContainerMemory.Read("/"));

    /// <summary>Memory that a job may use: what it asks for, if there is so much.</summary>
    public long MemoryFor(JobDocument document) => Math.Min((long)EngineShare.Quantity(document.Resources.Memory), MemoryBytes);
}
