namespace Freehold.ControlPlane.Jobs;

/// <summary>Which try of which job.</summary>
/// <param name="Number">From 1.</param>
internal readonly record struct AttemptKey(Guid JobId, int Number);
