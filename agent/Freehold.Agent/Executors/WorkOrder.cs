using Freehold.Agent.Assignments;

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
}
