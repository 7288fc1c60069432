using Freehold.Worker.Inputs;
using Freehold.Worker.Output;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>
/// Publishes what a task has put aside: <c>quarantine/&lt;object name&gt;</c>, and the reasons beside it. Both hold or point at the
/// customer's data and go nowhere but into the sink.
/// </summary>
internal static class QuarantineFiles
{
    /// <summary>Kind of both in the manifest.</summary>
    public const string Kind = "quarantine";

    /// <summary>Publishes both; nothing when no row was put aside.</summary>
    public static async Task<IReadOnlyList<OutputFile>> PublishAsync(
        AttemptOutput output, TransformTask task, TransformedFile done, CancellationToken cancellationToken)
    {
        if (done.Quarantined.Count == 0)
            return [];

        // Of a compressed file the rows lie there in plain.
        var name = $"quarantine/{(FileFormats.IsGzip(task.ObjectName) ? task.ObjectName[..^3] : task.ObjectName)}";
        return
        [
            await PublishAsync(output, task.QuarantinePath, name, task.Scratch, cancellationToken),
            await PublishAsync(output, task.ReasonsPath, $"{name}.reasons.jsonl", task.Scratch, cancellationToken),
        ];
    }

    // Their rows count as none: the manifest's rows are those of the data.
    private static async Task<OutputFile> PublishAsync(
        AttemptOutput output, string path, string name, string scratch, CancellationToken cancellationToken)
    {
        await using var draft = await output.BeginAsync(name, scratch, cancellationToken);
        File.Copy(path, draft.LocalPath, overwrite: true);
        return await output.PublishAsync(draft, name, rows: 0, cancellationToken) with { Kind = Kind };
    }
}
