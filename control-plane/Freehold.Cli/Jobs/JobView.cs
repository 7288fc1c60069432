namespace Freehold.Cli.Jobs;

/// <summary>A job as the API shows it, as far as this program uses it.</summary>
/// <param name="State">A word from the list in docs/job-lifecycle.md.</param>
/// <param name="Attempt">Number of the current attempt; 0 before the first.</param>
internal sealed record JobView(
    string Id,
    string Kind,
    string? Name,
    string? Agent,
    string State,
    string? WaitingReason,
    WaitView? Waiting,
    int Attempt,
    int Priority,
    DateTimeOffset SubmittedAt,
    string? SubmittedBy,
    string? RetryOf,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    ProgressView? Progress,
    FailureView? Failure,
    OutputView? Output,
    UnreachableView? Unreachable = null,
    ProfileView? Profile = null)
{
    /// <summary>Whether the job has ended for good. A state that a newer server invents counts as live.</summary>
    public bool HasEnded => State is "succeeded" or "failed" or "cancelled" or "rejected" or "expired";

    /// <summary><c>waiting (slot)</c>.</summary>
    public string StateText => State is "waiting" && WaitingReason is { } reason ? $"waiting ({reason})" : State;
}

/// <summary>Why a job does not run yet.</summary>
/// <param name="Until">When it ends by itself, if that is known.</param>
/// <param name="Holders">Who has the slots that it waits for.</param>
internal sealed record WaitView(string Reason, string Sentence, DateTimeOffset? Since, DateTimeOffset? Until, IReadOnlyList<SlotHolderView>? Holders);

/// <summary>An attempt that has a slot.</summary>
internal sealed record SlotHolderView(string Job, string? Name, string Kind, int Attempt, string State, DateTimeOffset Since);

/// <summary>Totals of the current attempt.</summary>
/// <param name="BytesTotal">Size of all inputs; 0 while unknown.</param>
/// <param name="ElapsedSeconds">Since the worker started.</param>
/// <param name="TasksQuarantined">Of those that are done.</param>
internal sealed record ProgressView(
    int TasksTotal, int TasksDone, long RowsRead, long RowsWritten, long BytesRead, long BytesTotal, long BytesWritten, double ElapsedSeconds,
    int TasksFailed = 0, int TasksQuarantined = 0, int TasksRunning = 0)
{
    /// <summary>0 to 1, by bytes where their sum is known, else by tasks; null while neither is.</summary>
    public double? Share => (BytesTotal, TasksTotal) switch
    {
        ( > 0, _) => Math.Clamp((double)BytesRead / BytesTotal, 0, 1),
        (_, > 0) => Math.Clamp((double)TasksDone / TasksTotal, 0, 1),
        _ => null,
    };
}

/// <summary>A job of whose agent nothing is heard.</summary>
/// <param name="Sentence">What follows if the agent stays away.</param>
internal sealed record UnreachableView(DateTimeOffset? Since, string? Sentence);

/// <summary>Where the result of a job lies.</summary>
/// <param name="ManifestUri">The commit: readers look at nothing that it does not name.</param>
internal sealed record OutputView(string ManifestUri);

/// <summary>Why a job did not succeed.</summary>
/// <param name="Code">A word from the closed list in docs/failures.md.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Surroundings">Where the worker ran; null when nothing is known.</param>
internal sealed record FailureView(string Code, string? Detail, string? Sentence, string? Remedy, SurroundingsView? Surroundings = null);

/// <summary>Where a worker ran that failed, and what its cluster said.</summary>
internal sealed record SurroundingsView(
    string? ClusterReason, long? PeakMemoryBytes, long? MemoryLimitBytes, int Restarts, string? Node, string? ImageDigest, IReadOnlyList<WarningView>? Warnings);

/// <summary>Warnings of the cluster of one kind.</summary>
internal sealed record WarningView(string About, string Reason, long Count);
