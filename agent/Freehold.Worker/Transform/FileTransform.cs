using System.IO.Compression;
using System.Text;
using Freehold.DuckDb;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Csv;
using Freehold.Worker.Detection;
using Freehold.Worker.JsonLines;
using Freehold.Worker.Kernels;
using Freehold.Worker.Limits;
using Freehold.Worker.Numbers;
using Freehold.Worker.Plain;
using Freehold.Worker.Rows;
using Freehold.Worker.Rules;

namespace Freehold.Worker.Transform;

/// <summary>Transforms one file into one file, streaming: memory does not grow with the file.</summary>
internal sealed class FileTransform(TransformSpec spec, KernelMaker kernels, EngineShare share)
{
    // Of a whole transform, the share that its inspection takes: for the progress alone.
    private const double Inspection = 0.1;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// 1. Makes the input plain where it is compressed or otherwise encoded; opens a database that can reach this task's files and nothing else.
    /// 2. Inspects the input whole, so that every fault has its line and nothing is written of a faulty file.
    /// 3. Settles the rules for its columns, having looked at a sample of them where rules ask what they hold.
    /// 4. Lets the engine copy, calling our functions on the way.
    /// 5. Counts: as many rows out as in.
    /// </summary>
    /// <param name="task">The file.</param>
    /// <param name="onProgress">Told now and then how much is done, from 0 to 1, and the number of rows in all.</param>
    /// <param name="cancellationToken">Ends the transform; what was written by then is left to the caller.</param>
    /// <returns>What became of the rows.</returns>
    /// <exception cref="JobFailedException">The input, the spec or the disk does not let it succeed.</exception>
    public async Task<TransformedFile> RunAsync(TransformTask task, Action<double, long> onProgress, CancellationToken cancellationToken)
    {
        try
        {
            task = await Task.Run(() => PlainInput.Of(task, spec.Csv.Encoding, share.MostPlainBytes(task.Scratch), cancellationToken), cancellationToken);
            using var database = DuckDbDatabase.Open(Settings(task)); // 1
            var connection = database.Connection;

            if (RowTransform.IsNeeded(spec))
            {
                return await new RowTransform(spec, kernels, task).RunAsync(
                    connection, (copy, rows) => CopyAsync(connection, copy, rows, onProgress, cancellationToken), onProgress, cancellationToken);
            }

            var source = SourceOf(task);
            var content = await source.InspectAsync(
                connection, read => onProgress(Inspection * Math.Min(1.0, (double)read / task.Bytes), 0), cancellationToken); // 2

            var columns = content.Columns.Select(column => column.Name).ToList();
            ColumnLimits.Require(task.ObjectName, columns);
            var detected = await ColumnDetection.DetectAsync(spec, task, () => source.Relation, content, connection, cancellationToken); // 3
            var plan = FilePlan.Settle(
                spec, task.FileName, task.ObjectName, columns, detected,
                (rule, index) => rule.Types.Count == 0 || rule.Types.Contains(content.Columns[index].Kind));
            if (plan.Columns.Count == 0)
                throw Failed(task, FailureCode.SpecInvalid, FailureDetail.NoColumns);

            onProgress(Inspection, content.Rows);
            var written = source is JsonLinesSource lines && task.OutputFormat is DataFormat.Jsonl
                ? await CopyLinesAsync(task, lines, content, plan, connection, onProgress, cancellationToken) // 4
                : await CopyColumnsAsync(task, source, content, plan, connection, onProgress, cancellationToken);

            RequirePaths(task, plan, content.Rows);

            // 5. Whatever the engine's readers may pass over in silence, a row that is missing is not passed over here.
            return written == content.Rows ? TransformedFile.Whole(written) : throw Failed(task, FailureCode.Internal, "");
        }
        catch (DuckDbException e)
        {
            throw new JobFailedException(EngineFailures.Translate(e.Error, task), e);
        }
    }

    private async Task<long> CopyColumnsAsync(
        TransformTask task, ITransformSource source, SourceContent content, FilePlan plan, DuckDbConnection connection,
        Action<double, long> onProgress, CancellationToken cancellationToken)
    {
        var format = CsvFormat.For(spec.Csv, task.Format is DataFormat.Csv ? task.FileName : task.OutputName);
        var names = plan.Columns.Select(column => column.OutputName).ToList();
        if (content.Rows == 0 && task.OutputFormat is not DataFormat.Parquet)
        {
            // The engine would end the header of an empty CSV file twice.
            var header = task.OutputFormat is DataFormat.Csv && format.Header ? CsvText.Header(names, format) : "";
            await WriteSmallAsync(task, Encoding.UTF8.GetBytes(header), cancellationToken);
            return 0;
        }

        using var sql = new ColumnSql(
            plan, content.Columns, kernels, task.ObjectName, task.OutputFormat is DataFormat.Csv ? spec.Csv.Formulas : CsvFormulas.Keep);
        sql.Functions.ForEach(connection.Register);

        var select = string.Join(", ", sql.Expressions.Zip(names, (expression, name) => Aliased(expression, name, task.OutputFormat)));
        var copy = $"copy (select {select} from {source.Relation}) to {CopyTarget.Columns(task, format, names, spec.Compression)}";

        try
        {
            return await CopyAsync(connection, copy, content.Rows, onProgress, cancellationToken);
        }
        catch (DuckDbException) when (sql.Rejected is not null)
        {
            var (column, pool, detail) = sql.Rejected.Value;
            var line = await source.FindRejectedAsync(connection, column, pool, cancellationToken);
            throw Rejected(task, column, line, detail);
        }
    }

    private async Task<long> CopyLinesAsync(
        TransformTask task, JsonLinesSource source, SourceContent content, FilePlan plan, DuckDbConnection connection,
        Action<double, long> onProgress, CancellationToken cancellationToken)
    {
        foreach (var column in plan.Columns.Where(column => column.Action is not null))
        {
            if (!content.Columns[column.Index].Takes(column.Action!))
                throw Failed(task, FailureCode.SpecInvalid, FailureDetail.WrongColumnType, column.Name);
        }

        var columns = plan.Columns.Select(column => JsonColumnOf(column, content)).ToList();
        using var function = new JsonLineFunction("freehold_line", () => new JsonLineKernel(columns));
        connection.Register(function);

        try
        {
            var copy = $"copy (select {function.Name}(json) from {source.Lines}) to {CopyTarget.JsonLines(task)}";
            return await CopyAsync(connection, copy, content.Rows, onProgress, cancellationToken);
        }
        catch (DuckDbException) when (function.Fault is ValueRejectedException)
        {
            // Which of the columns it was is found the same way as in which line: the earliest.
            var rejected = await FindRejectedAsync(source, columns, connection, cancellationToken);
            throw rejected is { } found ? Rejected(task, found.Column, found.Line, ((ValueRejectedException)function.Fault!).Detail) : Failed(task, FailureCode.Internal, "");
        }
    }

    private static async Task<long> CopyAsync(
        DuckDbConnection connection, string copy, long rows, Action<double, long> onProgress, CancellationToken cancellationToken)
    {
        var copying = connection.RunAsync(copy, cancellationToken);
        while (!copying.IsCompleted)
        {
            await Task.WhenAny(copying, Task.Delay(BetweenLooks, CancellationToken.None));
            if (!copying.IsCompleted && connection.Progress is { } done)
                onProgress(Inspection + ((1 - Inspection) * done), rows);
        }

        return (await copying).Number(0, 0) ?? 0;
    }

    private static async Task<(ColumnPlan Column, long Line)?> FindRejectedAsync(
        JsonLinesSource source, IReadOnlyList<JsonColumn> columns, DuckDbConnection connection, CancellationToken cancellationToken)
    {
        (ColumnPlan Column, long Line)? earliest = null;
        foreach (var column in columns.Where(column => column.CreateKernel is not null))
        {
            using var pool = new KernelPool(column.CreateKernel!);
            var line = await source.FindRejectedAsync(connection, column.Plan, pool, cancellationToken);
            if (line > 0 && (earliest is null || line < earliest.Value.Line))
                earliest = (column.Plan, line);
        }

        return earliest;
    }

    private JsonColumn JsonColumnOf(ColumnPlan plan, SourceContent content)
    {
        var renamed = !string.Equals(plan.OutputName, plan.Name, StringComparison.Ordinal);
        var kept = plan.Action is null ? null : KeptType.Of(plan.Action, content.Columns[plan.Index]);
        return new(
            plan,
            Encoding.UTF8.GetBytes(plan.Name),
            renamed ? Encoding.UTF8.GetBytes(plan.OutputName) : null,
            plan.SubjectIndex is { } subject ? Encoding.UTF8.GetBytes(content.Columns[subject].Name) : null,
            plan.Action is null ? null : kernels.For(plan.Action, plan.Name, kept))
        {
            KeepsType = kept is not null,
        };
    }

    // Only now is it known that no row had a key: a rule that meets nothing may be a slip that leaves data in clear.
    private static void RequirePaths(TransformTask task, FilePlan plan, long rows) =>
        RequirePaths(task, plan.Columns.Select(column => column.Action), rows);

    internal static void RequirePaths(TransformTask task, IEnumerable<TransformAction?> actions, long rows)
    {
        var missing = actions.Select(action => (action as NestedAction)?.Missing).FirstOrDefault(path => path is not null);
        if (missing is not null && rows > 0)
            throw Failed(task, FailureCode.SpecInvalid, FailureDetail.UnknownColumn, missing.Text);
    }

    internal static async Task WriteSmallAsync(TransformTask task, byte[] content, CancellationToken cancellationToken)
    {
        await using var file = File.Create(task.OutputPath);
        if (!task.GzipsOutput)
        {
            await file.WriteAsync(content, cancellationToken);
            return;
        }

        await using var gzip = new GZipStream(file, CompressionLevel.Optimal);
        gzip.Write(content);
        gzip.Flush(); // an empty file would have no header without it
    }

    private EngineSettings Settings(TransformTask task) => new()
    {
        Threads = share.Threads,
        MemoryBytes = share.MemoryBytes,
        TemporaryFolder = Path.Join(task.Scratch, "engine"),
        TemporaryBytes = share.DiskBytes,
        Files = [task.InputPath, task.RewrittenPath, task.OutputPath, task.QuarantinePath],
    };

    private ITransformSource SourceOf(TransformTask task) => task.Format switch
    {
        DataFormat.Csv => new CsvSource(task, CsvFormat.For(spec.Csv, task.FileName)),
        DataFormat.Jsonl => new JsonLinesSource(task),
        DataFormat.Parquet => new ParquetSource(task),
        _ => throw new ArgumentOutOfRangeException(nameof(task)),
    };

    // CSV has its own header, and names that differ only in case are two names there.
    private static string Aliased(string expression, string name, DataFormat format) =>
        format is DataFormat.Csv ? expression : $"{expression} as {SqlText.Identifier(name)}";

    private static JobFailedException Rejected(TransformTask task, ColumnPlan column, long line, string detail) => new(new Failure
    {
        Code = FailureCode.BadInput,
        Detail = detail,
        ObjectName = task.ObjectName,
        Line = line,
        ColumnName = column.Name,
    });

    private static JobFailedException Failed(TransformTask task, string code, string detail, string column = "") =>
        new(new Failure { Code = code, Detail = detail, ObjectName = task.ObjectName, ColumnName = column });
}
