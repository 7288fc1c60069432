using System.Buffers;
using Freehold.ControlPlane.AgentStreams;
using Freehold.Protocol.V1;
using Kind = Freehold.Protocol.V1.JobEvent.KindOneofCase;

namespace Freehold.ControlPlane.JobEvents;

/// <summary>The bounds of job_event.proto, checked before anything is stored. Each answer is null when all is well.</summary>
internal static class EventBounds
{
    private const int UriBytes = 1_024;
    private const int NameBytes = 256;
    private const int WordBytes = 64;
    private const int MostArtifacts = 200;

    private static readonly SearchValues<char> WordLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_0123456789");

    /// <summary>What is wrong with a batch.</summary>
    public static string? ProblemOf(EventBatch batch)
    {
        if (batch.Events.Count > WireBounds.BatchLength)
            return "more than 500 events in one message";

        foreach (var happened in batch.Events)
        {
            if (ProblemOf(happened) is { } problem)
                return problem;
        }

        return null;
    }

    private static string? ProblemOf(JobEvent happened)
    {
        if (!WireBounds.IsWellFormed(happened.Attempt))
            return "an event names no attempt";
        if (happened.Sequence is 0 or > long.MaxValue)
            return "an event's sequence is out of range";
        // The years 1 to 9999, as the well-known type says.
        if (happened.At is null or { Seconds: < -62_135_596_800 or > 253_402_300_799 } or { Nanos: < 0 or > 999_999_999 })
            return "an event's time is out of range";

        return happened.KindCase switch
        {
            Kind.Started => CircumstanceBounds.ProblemOf(happened.Started),
            Kind.Progress => ProblemOf(happened.Progress),
            Kind.Succeeded => ProblemOf(happened.Succeeded),
            Kind.Failed => ProblemOf(happened.Failed),
            Kind.Cancelled => WireBounds.Fits(happened.Cancelled.ManifestUri, UriBytes)
                ? TaskEventBounds.ProblemOf(happened.Cancelled.Summary)
                : "manifest_uri is longer than 1,024 bytes",
            Kind.Tasks => TaskEventBounds.ProblemOf(happened.Tasks),
            _ => null,
        };
    }

    private static string? ProblemOf(Progress progress) =>
        progress is { RowsRead: > long.MaxValue } or { RowsWritten: > long.MaxValue } or { BytesRead: > long.MaxValue }
            or { BytesTotal: > long.MaxValue } or { PeakMemoryBytes: > long.MaxValue } or { BytesWritten: > long.MaxValue } or { Elapsed.Seconds: < 0 or > 315_576_000_000 }
            ? "progress is out of range"
            : null;

    private static string? ProblemOf(Succeeded succeeded)
    {
        if (succeeded.ManifestUri.Length == 0 || !WireBounds.Fits(succeeded.ManifestUri, UriBytes))
            return "manifest_uri must have 1 to 1,024 bytes";
        if (!WireBounds.Fits(succeeded.ManifestDigest, WordBytes))
            return "manifest_digest is longer than 64 bytes";
        if (succeeded.CommittedAttempt > int.MaxValue)
            return "committed_attempt is out of range";
        if (succeeded.Artifacts.Count > MostArtifacts)
            return "more than 200 artifacts";
        if (succeeded.Artifacts.Any(artifact => !IsInBounds(artifact)))
            return "an artifact is out of bounds";

        if (succeeded.Totals is not null && ProblemOf(succeeded.Totals) is { } problem)
            return problem;

        return TaskEventBounds.ProblemOfQuarantined(succeeded.Quarantined) ?? TaskEventBounds.ProblemOf(succeeded.Summary)
            ?? ProfileEventBounds.ProblemOf(succeeded.Profile) ?? CircumstanceBounds.ProblemOf("", "", succeeded.PeakMemoryBytes, succeeded.MemoryLimitBytes);
    }

    private static bool IsInBounds(Artifact artifact) =>
        WireBounds.Fits(artifact.Uri, UriBytes) && WireBounds.Fits(artifact.Sha256, WordBytes) && WireBounds.Fits(artifact.Kind, 32)
        && artifact is { Uri.Length: > 0, Bytes: <= long.MaxValue, Rows: <= long.MaxValue };

    private static string? ProblemOf(Failed failed)
    {
        if (failed.Code.Length == 0 || !IsWord(failed.Code) || !IsWord(failed.Detail) || !IsWord(failed.Action))
            return "code, detail and action must be words of at most 64 letters";
        if (!WireBounds.Fits(failed.ObjectName, UriBytes))
            return "object_name is longer than 1,024 bytes";
        if (!WireBounds.Fits(failed.ColumnName, NameBytes) || !WireBounds.Fits(failed.Suggestion, NameBytes) || !WireBounds.Fits(failed.Identity, NameBytes))
            return "column_name, suggestion or identity is longer than 256 bytes";

        return failed is { Line: > long.MaxValue } or { Expected: > long.MaxValue } or { Found: > long.MaxValue }
            or { Signal: > int.MaxValue }
            ? "a count of a failure is out of range"
            : TaskEventBounds.ProblemOf(failed.Summary) ?? CircumstanceBounds.ProblemOf(failed);
    }

    internal static bool IsWord(string text) => text.Length <= WordBytes && !text.AsSpan().ContainsAnyExcept(WordLetters);
}
