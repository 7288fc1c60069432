using Freehold.Agent.Assignments;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors;

/// <summary>What a worker is started with.</summary>
/// <param name="Document">The job document in canonical JSON.</param>
/// <param name="Traceparent">W3C traceparent for the worker; empty when there is none.</param>
/// <param name="CorrelationId">For the worker's log; empty when there is none.</param>
internal sealed record WorkOrder(AttemptId Attempt, string Document, string Traceparent, string CorrelationId)
{
    /// <summary>Environment variable of a worker: the memory of its attempt, in bytes, in the place of what the document asks for.</summary>
    public const string MemoryVariable = "FREEHOLD_MEMORY_BYTES";

    /// <summary>Memory of this attempt's worker, in bytes; 0: as the document says.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>How long the attempt may run; null: as long as it takes. The agent keeps it, not the executor.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>What happens to it while the agent is cut off.</summary>
    public PartitionPolicy OnPartition { get; init; }

    /// <summary>The control plane's lease, for an attempt that stops when it runs out; null where none was named, or for others.</summary>
    public TimeSpan? Lease { get; init; }
}
