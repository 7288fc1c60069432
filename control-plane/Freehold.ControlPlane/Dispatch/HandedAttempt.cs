namespace Freehold.ControlPlane.Dispatch;

/// <summary>An attempt that is assigned to an agent, with all that the agent needs to run it.</summary>
/// <param name="TimeLimit">Null: none.</param>
/// <param name="OnPartition">keep, stop or rerun.</param>
internal sealed record HandedAttempt(
    Guid AgentId,
    Guid JobId,
    int Number,
    Guid CommandId,
    string Document,
    string DocumentDigest,
    TimeSpan? TimeLimit,
    string? Traceparent,
    string CorrelationId,
    string OnPartition)
{
    /// <summary>Memory of its worker; null: as the document says.</summary>
    public long? MemoryBytes { get; init; }
}
