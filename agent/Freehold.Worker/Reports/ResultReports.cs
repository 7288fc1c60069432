using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Output;
using Freehold.Worker.Run;

namespace Freehold.Worker.Reports;

/// <summary>The last line of a report.</summary>
internal static class ResultReports
{
    private const int MostArtifacts = 200;
    private const int MostQuarantined = 100;

    /// <summary>The result of an attempt, or of its plan.</summary>
    public static WorkerReport Of(RunOutcome outcome, LogSummary summary) => outcome switch
    {
        RunOutcome.Succeeded succeeded => Succeeded(succeeded.Committed, succeeded.Output, succeeded.Totals, summary, succeeded.Profile),
        RunOutcome.Failed { Failure: var failure } => Failed(failure, summary),
        RunOutcome.Planned { Plan: var plan } => new() { Progress = new JobProgress([.. plan.Tasks.Select(task => task.Bytes)]).Snapshot() },
        _ => Cancelled(summary),
    };

    /// <summary>The output is committed, by this attempt or by another.</summary>
    public static WorkerReport Succeeded(CommittedOutput committed, AttemptOutput output, Progress totals, LogSummary summary, ProfileSummary? profile = null)
    {
        var manifest = committed.Manifest;
        var succeeded = new Succeeded
        {
            ManifestUri = committed.Address,
            ManifestDigest = committed.Digest,
            CommittedAttempt = (uint)manifest.Attempt,
            ArtifactsOmitted = (uint)Math.Max(0, manifest.Files.Count - MostArtifacts),
            QuarantinedOmitted = (uint)Math.Max(0, manifest.Quarantined.Count - MostQuarantined),
            Totals = totals,
            Summary = summary,
            Profile = profile,
        };
        succeeded.Artifacts.AddRange(manifest.Files.Take(MostArtifacts).Select(file => new Artifact
        {
            Uri = BoundedText.Cut(output.AddressOf(file), 1024),
            Bytes = (ulong)file.Bytes,
            Rows = (ulong)file.Rows,
            Sha256 = file.Sha256,
            Kind = file.Kind ?? "data",
        }));
        succeeded.Quarantined.AddRange(manifest.Quarantined.Take(MostQuarantined).Select(file => new TaskChanged
        {
            Index = (uint)file.Index,
            ObjectName = BoundedText.Cut(file.Name, 512),
            State = TaskState.Quarantined,
            Try = (uint)file.Tries,
            BytesIn = (ulong)file.Bytes,
            FailureCode = file.Code,
            FailureDetail = file.Detail ?? "",
            Line = (ulong)(file.Line ?? 0),
            ColumnName = BoundedText.Cut(file.Column ?? "", 256),
        }));
        return new WorkerReport { Succeeded = succeeded };
    }

    /// <summary>The job failed.</summary>
    public static WorkerReport Failed(Failure failure, LogSummary summary) => new()
    {
        Failed = new Failed
        {
            Code = failure.Code,
            Detail = failure.Detail,
            ObjectName = BoundedText.Cut(failure.ObjectName, 1024),
            Line = (ulong)failure.Line,
            ColumnName = BoundedText.Cut(failure.ColumnName, 256),
            Suggestion = BoundedText.Cut(failure.Suggestion, 256),
            Expected = (ulong)failure.Expected,
            Found = (ulong)failure.Found,
            Summary = summary,
            Action = failure.Action,
            Identity = BoundedText.Cut(failure.Identity, 256),
        },
    };

    /// <summary>The job was stopped before it committed.</summary>
    public static WorkerReport Cancelled(LogSummary summary) => new() { Cancelled = new Cancelled { Summary = summary } };
}
