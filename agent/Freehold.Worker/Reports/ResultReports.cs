using System.Text;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Output;

namespace Freehold.Worker.Reports;

/// <summary>The last line of a report.</summary>
internal static class ResultReports
{
    private const int MostArtifacts = 200;

    /// <summary>The output is committed, by this attempt or by another.</summary>
    public static WorkerReport Succeeded(CommittedOutput committed, AttemptOutput output, Progress totals)
    {
        var succeeded = new Succeeded
        {
            ManifestUri = committed.Address,
            ManifestDigest = committed.Digest,
            CommittedAttempt = (uint)committed.Manifest.Attempt,
            ArtifactsOmitted = (uint)Math.Max(0, committed.Manifest.Files.Count - MostArtifacts),
            Totals = totals,
        };
        succeeded.Artifacts.AddRange(committed.Manifest.Files.Take(MostArtifacts).Select(file => new Artifact
        {
            Uri = Bounded(output.AddressOf(file), 1024),
            Bytes = (ulong)file.Bytes,
            Rows = (ulong)file.Rows,
            Sha256 = file.Sha256,
            Kind = file.Kind ?? "data",
        }));
        return new WorkerReport { Succeeded = succeeded };
    }

    /// <summary>The job failed.</summary>
    public static WorkerReport Failed(Failure failure) => new()
    {
        Failed = new Failed
        {
            Code = failure.Code,
            Detail = failure.Detail,
            ObjectName = Bounded(failure.ObjectName, 1024),
            Line = (ulong)failure.Line,
            ColumnName = Bounded(failure.ColumnName, 256),
            Suggestion = Bounded(failure.Suggestion, 256),
            Expected = (ulong)failure.Expected,
            Found = (ulong)failure.Found,
        },
    };

    /// <summary>The job was stopped before it committed.</summary>
    public static WorkerReport Cancelled() => new() { Cancelled = new Cancelled() };

    // The bounds of the protocol are bytes; a name is cut between characters.
    private static string Bounded(string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most)
            return text;

        var kept = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > most)
                break;
            kept.Append(rune.ToString());
        }

        return kept.ToString();
    }
}
