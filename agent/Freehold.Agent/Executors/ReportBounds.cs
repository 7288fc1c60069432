using System.Text;
using System.Text.RegularExpressions;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.Agent.Executors;

/// <summary>
/// Holds a worker's record to the bounds of the contract before it becomes an event: a worker is not trusted to keep them.
/// </summary>
internal static partial class ReportBounds
{
    private const int VersionBytes = 64;
    private const int UriBytes = 1024;
    private const int DigestBytes = 64;
    private const int KindBytes = 32;
    private const int NameBytes = 256;
    private const int MaxArtifacts = 200;
    private const int MaxArtifactsOfProfile = 20;
    private const int MaxQuarantined = 100;
    private const int MaxCodes = 64;

    public static Started Bounded(this Started started) => new()
    {
        WorkerVersion = Cut(started.WorkerVersion, VersionBytes),
        MemoryLimitBytes = started.MemoryLimitBytes,
    };

    public static Progress Bounded(this Progress progress) => new()
    {
        TasksTotal = progress.TasksTotal,
        TasksDone = progress.TasksDone,
        TasksFailed = progress.TasksFailed,
        TasksQuarantined = progress.TasksQuarantined,
        TasksRunning = progress.TasksRunning,
        RowsRead = progress.RowsRead,
        RowsWritten = progress.RowsWritten,
        BytesRead = progress.BytesRead,
        BytesTotal = progress.BytesTotal,
        BytesWritten = progress.BytesWritten,
        PeakMemoryBytes = progress.PeakMemoryBytes,
        Elapsed = progress.Elapsed is { } elapsed ? new Duration { Seconds = Math.Max(0, elapsed.Seconds), Nanos = Math.Max(0, elapsed.Nanos) } : null,
    };

    // A profile's columns and two hundred artifacts would not fit into one event; its output are two files.
    private static int MostArtifacts(Succeeded succeeded) => succeeded.Profile is null ? MaxArtifacts : MaxArtifactsOfProfile;

    public static Succeeded Bounded(this Succeeded succeeded) => new()
    {
        ManifestUri = Cut(succeeded.ManifestUri, UriBytes),
        ManifestDigest = Cut(succeeded.ManifestDigest, DigestBytes),
        CommittedAttempt = succeeded.CommittedAttempt,
        Artifacts = { succeeded.Artifacts.Take(MostArtifacts(succeeded)).Select(Bounded) },
        ArtifactsOmitted = succeeded.ArtifactsOmitted + (uint)Math.Max(0, succeeded.Artifacts.Count - MostArtifacts(succeeded)),
        Totals = succeeded.Totals?.Bounded(),
        Quarantined = { succeeded.Quarantined.Take(MaxQuarantined).Select(TaskBounds.Bounded) },
        QuarantinedOmitted = succeeded.QuarantinedOmitted + (uint)Math.Max(0, succeeded.Quarantined.Count - MaxQuarantined),
        Summary = succeeded.Summary?.Bounded(),
        Profile = succeeded.Profile?.Bounded(),
        PeakMemoryBytes = succeeded.PeakMemoryBytes,
    };

    // A code that is none would be shown to people and matched by alerts: what cannot be a code is a crash.
    public static Failed Bounded(this Failed failed) => new()
    {
        Code = Word().IsMatch(failed.Code) ? failed.Code : FailureCode.WorkerCrashed,
        Detail = Word().IsMatch(failed.Detail) ? failed.Detail : "",
        ObjectName = Cut(failed.ObjectName, UriBytes),
        Line = failed.Line,
        ColumnName = Cut(failed.ColumnName, NameBytes),
        Suggestion = Cut(failed.Suggestion, NameBytes),
        Expected = failed.Expected,
        Found = failed.Found,
        Summary = failed.Summary?.Bounded(),
        Action = Word().IsMatch(failed.Action) ? failed.Action : "",
        Identity = Cut(failed.Identity, NameBytes),
        PeakMemoryBytes = failed.PeakMemoryBytes,
    };

    public static Cancelled Bounded(this Cancelled cancelled) => new()
    {
        ManifestUri = Cut(cancelled.ManifestUri, UriBytes),
        Summary = cancelled.Summary?.Bounded(),
    };

    /// <summary>A word of a closed list, or nothing.</summary>
    internal static string WordOrNothing(string text) => Word().IsMatch(text) ? text : "";

    private static LogSummary Bounded(this LogSummary summary) => new()
    {
        Counts = { summary.Counts.Where(count => Word().IsMatch(count.Code)).DistinctBy(count => count.Code).Take(MaxCodes).Select(count => count.Clone()) },
    };

    private static Artifact Bounded(Artifact artifact) => new()
    {
        Uri = Cut(artifact.Uri, UriBytes),
        Bytes = artifact.Bytes,
        Rows = artifact.Rows,
        Sha256 = Cut(artifact.Sha256, DigestBytes),
        Kind = Cut(artifact.Kind, KindBytes),
    };

    /// <summary>The longest beginning of at most so many UTF-8 bytes that ends between characters.</summary>
    internal static string Cut(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
            return text;

        var kept = 0;
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + rune.Utf8SequenceLength > bytes)
                break;
            used += rune.Utf8SequenceLength;
            kept += rune.Utf16SequenceLength;
        }

        return text[..kept];
    }

    [GeneratedRegex("^[a-z_]{1,64}$", RegexOptions.None, 100)]
    private static partial Regex Word();
}
