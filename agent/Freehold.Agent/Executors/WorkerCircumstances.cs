using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors;

/// <summary>Where a worker runs or ran, and what its surroundings say of it. The newest replaces all older ones.</summary>
internal sealed record WorkerCircumstances : WorkerObservation
{
    /// <summary>The cluster's own word for the end; empty when it has none.</summary>
    public string ClusterReason { get; init; } = "";

    /// <summary>Memory that the worker may use, in bytes; 0 when that is not known here.</summary>
    public ulong MemoryLimitBytes { get; init; }

    /// <summary>Pods and containers that the attempt has had beyond the first.</summary>
    public uint Restarts { get; init; }

    /// <summary>Name of its node; empty where there is none.</summary>
    public string Node { get; init; } = "";

    /// <summary><c>sha256:</c> and 64 hex digits; empty where there is no image.</summary>
    public string ImageDigest { get; init; } = "";

    /// <summary>At most ten, newest first.</summary>
    public IReadOnlyList<ClusterWarning> Warnings { get; init; } = [];
}
