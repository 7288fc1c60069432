using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Inputs;
using Freehold.Worker.Kernels;
using Freehold.Worker.Keys;
using Freehold.Worker.Output;
using Freehold.Worker.Rules;
using Freehold.Worker.Tasks;

namespace Freehold.Worker.Transform;

/// <summary>The work of a transform: each object becomes one object, and there is nothing to conclude.</summary>
internal sealed class TransformWork : IJobWork
{
    private readonly TransformSpec _spec;
    private readonly KernelMaker _kernels;
    private readonly EngineShare _share;

    private TransformWork(TransformSpec spec, KernelMaker kernels, EngineShare share)
    {
        _spec = spec;
        _kernels = kernels;
        _share = share;
    }

    /// <summary>The work of a document.</summary>
    /// <exception cref="JobFailedException">The spec's key is not there, or too short.</exception>
    public static TransformWork For(JobDocument document, EngineShare share)
    {
        var spec = document.Transform ?? throw new InvalidOperationException("The reader gives every transform its spec.");
        return new(spec, new KernelMaker(spec.Key is null ? null : SecretStore.Read(spec.Key), SecretStore.Read), share);
    }

    /// <inheritdoc/>
    public string OutputNameOf(string objectName)
    {
        var format = FormatOf(objectName);
        return FileFormats.OutputName(objectName, format, SpecFor(objectName).Format ?? format);
    }

    /// <inheritdoc/>
    public async Task<TaskProduct> RunAsync(PlannedTask task, TaskContext context, CancellationToken cancellationToken)
    {
        var format = FormatOf(task.ObjectName);
        var spec = SpecFor(task.ObjectName);

        await using var draft = await context.Output.BeginAsync(task.OutputName, context.Scratch, cancellationToken);
        var rows = await new FileTransform(spec, _kernels, _share).RunAsync(
            new TransformTask
            {
                ObjectName = task.ObjectName,
                Bytes = task.Bytes,
                Format = format,
                InputPath = await context.FetchAsync(task, cancellationToken),
                OutputFormat = spec.Format ?? format,
                OutputName = task.OutputName,
                OutputPath = draft.LocalPath,
                Scratch = context.Scratch,
            },
            context.OnProgress,
            cancellationToken);

        return new([await context.Output.PublishAsync(draft, task.OutputName, rows, cancellationToken)], rows);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<OutputFile>> ConcludeAsync(
        IReadOnlyList<FinishedTask> tasks, ConcludeContext context, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OutputFile>>([.. tasks.SelectMany(task => task.Product.Files)]);

    private TransformSpec SpecFor(string objectName) => SpecOverrides.Apply(_spec, Path.GetFileName(objectName));

    private static DataFormat FormatOf(string objectName) => FileFormats.Of(objectName) ?? throw new JobFailedException(new Failure
    {
        Code = FailureCode.BadInput,
        Detail = FailureDetail.UnknownFormat,
        ObjectName = objectName,
    });
}
