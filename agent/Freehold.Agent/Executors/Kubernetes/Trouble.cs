using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>Something that keeps a worker from running, and may heal.</summary>
/// <param name="Waits">What an attempt says that waits for it; unspecified while the worker runs all the same.</param>
/// <param name="Patience">How long it may last before the attempt fails; null: for ever.</param>
/// <param name="Failure">How the attempt fails then; null when it never does.</param>
internal sealed record Trouble(WaitingReason Waits, TimeSpan? Patience, Failed? Failure);
