using System.Text.Json;
using Freehold.ControlPlane.Checks;
using Freehold.ControlPlane.Waits;
using Freehold.JobContract.Failures;

namespace Freehold.ControlPlane.Jobs;

/// <summary>A job as people see it.</summary>
public sealed record JobView
{
    /// <summary>Sorts by time of submission.</summary>
    public required Guid Id { get; init; }

    /// <summary>transform, for example.</summary>
    public required string Kind { get; init; }

    /// <summary>Given by the submitter.</summary>
    public string? Name { get; init; }

    /// <summary>Label of the agent that runs it.</summary>
    public required string Agent { get; init; }

    /// <summary>queued, assigned, waiting, running, unreachable, succeeded, failed, cancelled, rejected or expired.</summary>
    public required string State { get; init; }

    /// <summary>With state waiting: policy, slot, quota, node or image.</summary>
    public string? WaitingReason { get; init; }

    /// <summary>Why it does not run yet; only where one job is shown, and only while it waits.</summary>
    public WaitView? Waiting { get; init; }

    /// <summary>0 to 100, higher first.</summary>
    public required int Priority { get; init; }

    /// <summary>New attempts that failures of the job itself may cost.</summary>
    public required int Retries { get; init; }

    /// <summary>Number of the current attempt; 0 before the first.</summary>
    public required int Attempt { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Name of the token.</summary>
    public required string SubmittedBy { get; init; }

    /// <summary>When somebody asked to cancel it.</summary>
    public DateTimeOffset? CancelAskedAt { get; init; }

    /// <summary>When its first worker started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it came into a final state.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How far its current or last attempt is; absent before the first report.</summary>
    public JobProgressView? Progress { get; init; }

    /// <summary>Why it did not succeed.</summary>
    public JobFailureView? Failure { get; init; }

    /// <summary>Where its result lies, once it is committed.</summary>
    public JobOutputView? Output { get; init; }

    /// <summary>Of a profile what it discloses; only where one job is shown.</summary>
    public JobProfileView? Profile { get; init; }

    /// <summary>Of a check each right that it tried; only where one job is shown.</summary>
    public IReadOnlyList<CheckResultView>? Check { get; init; }

    /// <summary>The job that this one tries again.</summary>
    public Guid? RetryOf { get; init; }

    /// <summary>With state unreachable: since when, and what follows.</summary>
    public JobUnreachableView? Unreachable { get; init; }

    /// <summary>On every log line about it, from the request to the worker.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Given by the submitter.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>What was asked for, in canonical form; only where one job is shown.</summary>
    public JsonElement? Document { get; init; }
}

/// <summary>How far an attempt is. Totals since the attempt began; a number of 0 may mean that it is not known yet.</summary>
/// <param name="RowsPerSecond">Rows read over the time since the worker started; absent before the first second.</param>
/// <param name="TasksFailed">Tasks that failed for good.</param>
/// <param name="TasksQuarantined">Tasks that failed for good and were put aside; they count as done.</param>
/// <param name="TasksRunning">Tasks under way.</param>
public sealed record JobProgressView(
    int TasksTotal, int TasksDone, long RowsRead, long RowsWritten, long BytesRead, long BytesTotal, long BytesWritten,
    double ElapsedSeconds, double? RowsPerSecond = null, int TasksFailed = 0, int TasksQuarantined = 0, int TasksRunning = 0);

/// <summary>Why a job did not succeed.</summary>
/// <param name="Code">From the closed list of docs/failures.md.</param>
/// <param name="Sentence">What happened, for people.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Detail">What exactly, from a closed list; absent when the code says all.</param>
/// <param name="Object">The object concerned.</param>
/// <param name="Line">Line in that object, from 1.</param>
/// <param name="Column">The column concerned.</param>
/// <param name="ExitCode">Of the worker, when it ended by itself.</param>
/// <param name="Signal">That ended the worker.</param>
/// <param name="Surroundings">Where the worker ran, and what its cluster said of its end; absent when nothing is known.</param>
public sealed record JobFailureView(
    string Code, string Sentence, string Remedy, string? Detail = null, string? Object = null, long? Line = null, string? Column = null,
    int? ExitCode = null, int? Signal = null, FailureSurroundings? Surroundings = null);

/// <summary>A job that is with an agent of which nothing is heard.</summary>
/// <param name="Since">When the agent's lease ran out.</param>
/// <param name="LastHeardAt">When the agent was last heard.</param>
/// <param name="OnPartition">keep, stop or rerun, as the job's document says.</param>
/// <param name="Sentence">What follows if the agent stays away.</param>
public sealed record JobUnreachableView(DateTimeOffset? Since, DateTimeOffset? LastHeardAt, string OnPartition, string Sentence);

/// <summary>Where a result lies.</summary>
/// <param name="ManifestUri">The commit: readers look at nothing else.</param>
/// <param name="ManifestDigest">Its SHA-256 in lower-case hex.</param>
public sealed record JobOutputView(string ManifestUri, string? ManifestDigest = null);
