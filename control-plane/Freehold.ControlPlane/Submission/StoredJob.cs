using Freehold.ControlPlane.Dispatch;

namespace Freehold.ControlPlane.Submission;

/// <summary>What became of a <see cref="NewJob"/>.</summary>
/// <param name="JobId">The stored job; null when the key was used for another document.</param>
/// <param name="IsNew">False for the repeat of an earlier request.</param>
/// <param name="SubmittedAt">When it was stored; null for a repeat.</param>
/// <param name="Handed">The job's first attempt, when it was made with the job; null when the job is queued.</param>
internal sealed record StoredJob(Guid? JobId, bool IsNew, DateTimeOffset? SubmittedAt = null, HandedAttempt? Handed = null);
