using Freehold.JobContract.Profile;
using Freehold.JobContract.Transform;
using Freehold.Worker.Csv;
using Freehold.Worker.Plain;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Profile.Reading;

/// <summary>The source of each format.</summary>
internal static class RowSources
{
    /// <summary>The source of an object, which is made plain first where it is compressed or otherwise encoded.</summary>
    /// <exception cref="JobFailedException">It is not what it claims to be, or expands too far.</exception>
    public static async Task<IRowSource> ForAsync(ProfileTask task, ProfileSpec spec, EngineShare share, CancellationToken cancellationToken)
    {
        var most = share.MostPlainBytes(task.Scratch);
        var plain = await Task.Run(() => PlainInput.Of(ReadingOf(task), spec.Csv.Encoding, most, cancellationToken), cancellationToken);
        task = task with { InputPath = plain.InputPath };
        return task.Format switch
        {
            DataFormat.Csv => new CsvRows(task, CsvFormat.For(spec.Csv, task.FileName)),
            _ => new EngineRows(task, share),
        };
    }

    /// <summary>The object as a transform would see it, of which only what is read matters here.</summary>
    public static TransformTask ReadingOf(ProfileTask task) => new()
    {
        ObjectName = task.ObjectName,
        Bytes = task.Bytes,
        Format = task.Format,
        InputPath = task.InputPath,
        OutputFormat = task.Format,
        OutputName = "",
        OutputPath = Path.Join(task.Scratch, "nothing"),
        Scratch = task.Scratch,
    };
}
