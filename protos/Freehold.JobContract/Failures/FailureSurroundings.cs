namespace Freehold.JobContract.Failures;

/// <summary>Where a worker ran that failed, and what the cluster said of it: words and numbers, never a sentence of the cluster's.</summary>
public sealed record FailureSurroundings
{
    /// <summary>The cluster's own word for the end, for example <c>OOMKilled</c>; null when it had none.</summary>
    public string? ClusterReason { get; init; }

    /// <summary>Most memory that the worker was seen to hold, in bytes; null when unknown.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>Memory that it was allowed, in bytes; null when unknown.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Pods and containers that the attempt has had beyond the first.</summary>
    public int Restarts { get; init; }

    /// <summary>Name of the node; null when it ran on none.</summary>
    public string? Node { get; init; }

    /// <summary><c>sha256:</c> and 64 hex digits; null when no image ran.</summary>
    public string? ImageDigest { get; init; }

    /// <summary>What the cluster warned of, newest first, at most 10; null when of nothing.</summary>
    public IReadOnlyList<FailureWarning>? Warnings { get; init; }
}

/// <summary>Warnings of the cluster of one kind.</summary>
/// <param name="About"><c>Job</c> or <c>Pod</c>.</param>
/// <param name="Reason">The cluster's word, for example <c>FailedScheduling</c>.</param>
/// <param name="Count">How often it was given.</param>
/// <param name="FirstSecondsBefore">How long before the end it was first given; null when unknown.</param>
/// <param name="LastSecondsBefore">How long before the end it was last given; null when unknown.</param>
public sealed record FailureWarning(string About, string Reason, long Count, double? FirstSecondsBefore, double? LastSecondsBefore);
