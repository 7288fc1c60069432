namespace Freehold.ControlPlane.Dispatch;

/// <summary>An attempt that is assigned to an agent, with all that the agent needs to run it.</summary>
/// <param name="TimeLimit">Null: none.</param>
internal sealed record HandedAttempt(
    Guid AgentId,
    Guid JobId,
    int Number,
    Guid CommandId,
    string Document,
    string DocumentDigest,
    TimeSpan? TimeLimit,
    string? Traceparent,
    string CorrelationId);
