using System.Globalization;
using Freehold.JobContract.Documents;

namespace Freehold.Worker.Limits;

/// <summary>What the surroundings of this process let it use, whatever a document asks for.</summary>
/// <param name="Processors">Processors; .NET takes a container's limit into account.</param>
/// <param name="MemoryBytes">Memory of the container, or of the machine where it has no limit.</param>
internal sealed record Container(int Processors, long MemoryBytes)
{
    private const string MemoryVariable = "FREEHOLD_MEMORY_BYTES";

    /// <summary>What the attempt was given in the place of what its document asks for; null: as the document says.</summary>
    public long? GivenBytes { get; init; }

    /// <summary>The container that this process runs in.</summary>
    public static Container OfThisProcess() => new(Environment.ProcessorCount, ContainerMemory.Read("/"))
    {
        GivenBytes = long.TryParse(Environment.GetEnvironmentVariable(MemoryVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : null,
    };

    /// <summary>Memory that the attempt is to have, whether there is so much or not.</summary>
    public long AskedFor(JobDocument document) => GivenBytes ?? document.Resources.MemoryBytes;

    /// <summary>Memory that a job may use: what it is given or asks for, if there is so much.</summary>
    public long MemoryFor(JobDocument document) => Math.Min(AskedFor(document), MemoryBytes);
}
