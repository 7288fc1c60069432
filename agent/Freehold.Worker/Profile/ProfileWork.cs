using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Profile;
using Freehold.JobContract.Transform;
using Freehold.Worker.Inputs;
using Freehold.Worker.Output;
using Freehold.Worker.Profile.Checks;
using Freehold.Worker.Profile.Report;
using Freehold.Worker.Profile.Report.Html;
using Freehold.Worker.Profile.Tables;
using Freehold.Worker.Tasks;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Profile;

/// <summary>
/// The work of a profile: each object becomes a part with sketches, and the parts become one report at the end. The parts are no
/// output: they are gone after the commit.
/// </summary>
internal sealed class ProfileWork(ProfileSpec spec, EngineShare share, TimeProvider time) : IJobWork
{
    /// <summary>The report for programs.</summary>
    public const string JsonName = "profile.json";

    /// <summary>The report for people.</summary>
    public const string HtmlName = "profile.html";

    private const string ReportKind = "report";

    private readonly ReferenceValues _references = new(spec, share);

    /// <summary>The work of a document.</summary>
    public static ProfileWork For(JobDocument document, EngineShare share) => new(
        document.Profile ?? throw new InvalidOperationException("The reader gives every profile its spec."), share, TimeProvider.System);

    /// <inheritdoc/>
    public string OutputNameOf(string objectName)
    {
        _ = FormatOf(objectName);
        return $"parts/{objectName}";
    }

    /// <inheritdoc/>
    public async Task<TaskProduct> RunAsync(PlannedTask task, TaskContext context, CancellationToken cancellationToken)
    {
        var facts = await new FileProfile(spec, share, _references, time).RunAsync(
            new ProfileTask
            {
                ObjectName = task.ObjectName,
                Bytes = task.Bytes,
                Format = FormatOf(task.ObjectName),
                InputPath = await context.FetchAsync(task, cancellationToken),
                Scratch = context.Scratch,
                MostRows = spec.Sample ?? -1,
            },
            done => context.OnProgress(done, 0),
            cancellationToken);

        await using var draft = await context.Output.BeginAsync(task.OutputName, context.Scratch, cancellationToken);
        await using (var part = File.Create(draft.LocalPath))
            facts.Write(part);
        return new([await context.Output.PublishAsync(draft, task.OutputName, facts.Rows, cancellationToken)], facts.Rows);
    }

    /// <summary>
    /// 1. Reads the parts and merges those with the same columns.
    /// 2. Makes the report of them.
    /// 3. Publishes it for programs and for people.
    /// </summary>
    public async Task<IReadOnlyList<OutputFile>> ConcludeAsync(
        IReadOnlyList<FinishedTask> tasks, ConcludeContext context, CancellationToken cancellationToken)
    {
        var sizes = new SketchSizes(spec);
        var tables = new TableSet(); // 1
        foreach (var task in tasks)
            tables.Add(await ReadPartAsync(task, context, sizes, cancellationToken));

        var report = ReportMaker.Make(spec, tables.Tables); // 2
        if (spec.FailOnRules && report.RulesFailed > 0)
        {
            throw new JobFailedException(new Failure
            {
                Code = FailureCode.QualityFailed,
                Expected = report.RulesChecked,
                Found = report.RulesFailed,
            });
        }

        return
        [
            await PublishAsync(JsonName, report.ToUtf8(), report.Rows, context, cancellationToken), // 3
            await PublishAsync(HtmlName, HtmlReport.Of(report), 0, context, cancellationToken),
        ];
    }

    private static async Task<TableFacts> ReadPartAsync(
        FinishedTask task, ConcludeContext context, SketchSizes sizes, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Join(context.Scratch, $"part-{task.Task.Index}")).FullName;
        try
        {
            var path = await context.Output.FetchAsync(task.Product.Files[0], folder, cancellationToken);
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024);
            return TableFacts.Read(file, sizes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<OutputFile> PublishAsync(
        string name, byte[] content, long rows, ConcludeContext context, CancellationToken cancellationToken)
    {
        await using var draft = await context.Output.BeginAsync(name, context.Scratch, cancellationToken);
        await File.WriteAllBytesAsync(draft.LocalPath, content, cancellationToken);
        return await context.Output.PublishAsync(draft, name, rows, cancellationToken) with { Kind = ReportKind };
    }

    private DataFormat FormatOf(string objectName) => spec.Format ?? FileFormats.Of(objectName) ?? throw new JobFailedException(new Failure
    {
        Code = FailureCode.BadInput,
        Detail = FailureDetail.UnknownFormat,
        ObjectName = objectName,
    });
}
