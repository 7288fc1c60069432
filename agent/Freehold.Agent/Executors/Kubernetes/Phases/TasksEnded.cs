namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>The last that is seen of the Job of the tasks; it goes no further than to who decides what follows.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="GivenUp">Indexes that the cluster has given up, and why.</param>
internal sealed record TasksEnded(TasksVerdict Verdict, IReadOnlyDictionary<int, string> GivenUp) : WorkerObservation;
