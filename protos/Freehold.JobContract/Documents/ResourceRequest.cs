namespace Freehold.JobContract.Documents;

/// <summary>What one worker may use. The process executor passes memory on as the engine's limit.</summary>
/// <param name="Cpu">Kubernetes quantity, for example <c>1500m</c> or <c>2</c>.</param>
/// <param name="Memory">Kubernetes quantity, for example <c>4Gi</c>.</param>
/// <param name="Disk">Kubernetes quantity of scratch space.</param>
public sealed record ResourceRequest(string Cpu, string Memory, string Disk)
{
    /// <summary>Kubernetes quantity: how much an attempt may be given after one that ran out of memory. Null: no more than <see cref="Memory"/>.</summary>
    public string? MaxMemory { get; init; }

    /// <summary><see cref="Memory"/> in bytes.</summary>
    public long MemoryBytes => (long)Quantity.Of(Memory);

    /// <summary><see cref="MaxMemory"/> in bytes.</summary>
    public long? MaxMemoryBytes => MaxMemory is null ? null : (long)Quantity.Of(MaxMemory);

    /// <summary>Size S.</summary>
    public static ResourceRequest Small { get; } = new("1000m", "2000Mi", "100Gi");

    /// <summary>Size M, the default.</summary>
    public static ResourceRequest Medium { get; } = new("1500m", "3000Mi", "350Gi");

    /// <summary>Size L.</summary>
    public static ResourceRequest Large { get; } = new("2000m", "5000Mi", "600Gi");
}
