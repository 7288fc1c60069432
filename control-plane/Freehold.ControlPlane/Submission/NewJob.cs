using Freehold.JobContract.Documents;

namespace Freehold.ControlPlane.Submission;

/// <summary>A job to be stored.</summary>
internal sealed record NewJob
{
    public required Guid ProjectId { get; init; }

    public required Guid AgentId { get; init; }

    public required JobDocument Document { get; init; }

    /// <summary>Name of the token.</summary>
    public required string SubmittedBy { get; init; }

    public required string CorrelationId { get; init; }

    /// <summary>W3C trace context of the request, or null.</summary>
    public required string? TraceParent { get; init; }

    /// <summary>The caller's name for this job, at most 200 characters, or null.</summary>
    public required string? IdempotencyKey { get; init; }

    /// <summary>The job that this one tries again, or null.</summary>
    public Guid? RetryOf { get; init; }
}
