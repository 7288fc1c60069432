using System.Text;
using Freehold.DuckDb;
using Freehold.JobContract.Detection;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Csv;
using Freehold.Worker.Detection;
using Freehold.Worker.Kernels;
using Freehold.Worker.Limits;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>
/// Transforms one file row by row: for specs with conditions, expressions, new columns, dropped rows, steps or quarantine. Others take
/// the shorter way, column by column.
/// </summary>
internal sealed class RowTransform(TransformSpec spec, KernelMaker kernels, TransformTask task)
{
    private const double Inspection = 0.2; // share of a whole transform, for the progress alone

    private readonly BadRowList _bad = new(spec.BadRows, spec.MaxBadRows);
    private readonly RowCounts _counts = new();

    /// <summary>Whether a spec needs it.</summary>
    public static bool IsNeeded(TransformSpec spec) => spec.Gretel is not null || spec.Rows is not null || spec.BadRows is BadRows.Quarantine
        || spec.Rules.Any(rule => rule.When is not null || rule.Action is ExpressionAction or AddColumnAction);

    /// <summary>
    /// 1. Reads the input whole and numbers its rows.
    /// 2. Settles the rules or steps for its columns.
    /// 3. Lets the engine copy, calling our function once a row.
    /// 4. Says which row was bad, or puts the bad ones aside.
    /// 5. Counts: every row that was read is written, dropped or put aside.
    /// </summary>
    /// <param name="connection">A database that may reach the task's files.</param>
    /// <param name="copy">Runs a statement that writes the output, and gives the number of its rows.</param>
    /// <param name="onProgress">Told now and then how much is done, from 0 to 1, and the number of rows in all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="JobFailedException">The input, the spec or the disk does not let it succeed.</exception>
    public async Task<TransformedFile> RunAsync(
        DuckDbConnection connection, Func<string, long, Task<long>> copy, Action<double, long> onProgress, CancellationToken cancellationToken)
    {
        var source = SourceOf();
        var content = await source.PrepareAsync(connection, _bad, read => onProgress(Inspection * read / Math.Max(1, task.Bytes), 0), cancellationToken); // 1
        ColumnLimits.Require(task.ObjectName, [.. content.Columns.Select(column => column.Name)]);
        _bad.LimitFor(content.Rows);
        if (_bad.IsOverLimit || (_bad.Count > 0 && _bad.Count == content.Rows)) // of bad rows alone not even the columns are known
            throw RowFailures.TooMany(task, _bad);

        var detected = await ColumnDetection.DetectAsync(Asking(), task, () => source.Relation, content, connection, cancellationToken); // 2
        var plan = spec.Gretel is { } gretel
            ? StepPlanner.Plan(gretel, task, content.Columns, detected)
            : RulePlanner.Plan(spec, task, content.Columns, detected);
        if (task.OutputFormat is DataFormat.Csv)
            plan = RowFormulas.Guard(plan, spec.Csv.Formulas, content.Columns);
        if (plan.Outputs.Count == 0)
            throw Invalid(FailureDetail.NoColumns);

        onProgress(Inspection, content.Rows);
        var sound = content.Rows - _bad.Count;
        var written = await CopyAsync(connection, source, content, plan, sound, copy); // 3

        if (!_bad.Quarantines && _bad.First is { } first) // 4
            throw RowFailures.Of(task, first.Reason, await source.LineOfAsync(first.Index, cancellationToken), first.Column);
        if (_bad.IsOverLimit || (_bad.Count > 0 && _bad.Count == content.Rows))
            throw RowFailures.TooMany(task, _bad);
        if (_bad.Count > 0)
            await source.WriteBadRowsAsync(connection, _bad, cancellationToken);

        FileTransform.RequirePaths(task, plan.Operations.OfType<AssignCell>().SelectMany(cell => cell.Cases).Select(one => one.Action), content.Rows);
        var done = new TransformedFile(content.Rows, written, _counts.Dropped, _bad.ByReason);
        return done.Read == written + done.Dropped + _bad.Count ? done : throw new JobFailedException(new Failure // 5
        {
            Code = FailureCode.Internal,
            ObjectName = task.ObjectName,
        });
    }

    private async Task<long> CopyAsync(
        DuckDbConnection connection, IRowSource source, SourceContent content, RowPlan plan, long sound, Func<string, long, Task<long>> copy)
    {
        var program = new RowProgram(plan, kernels);
        var format = CsvFormat.For(spec.Csv, task.Format is DataFormat.Csv ? task.FileName : task.OutputName);
        var written = 0L;
        try
        {
            if (source is JsonRows lines && task.OutputFormat is DataFormat.Jsonl)
            {
                var origins = RowOrigins.Of(plan, content.Columns.Count);
                using var function = new JsonRowFunction("freehold_line", () => new JsonRowKernel(program, content.Columns, origins), _bad, _counts) { FieldCount = 1 };
                connection.Register(function);
                written = sound == 0 ? 0 : await copy(RowSql.Lines(function, lines, task), sound);
            }
            else if (sound > 0 || task.OutputFormat is DataFormat.Parquet)
            {
                var computed = plan.Outputs.Count(output => output.IsComputed);
                using var function = new RowFunction("freehold_row", program, content.Columns, _bad, _counts) { FieldCount = 1 + computed };
                connection.Register(function);
                written = await copy(RowSql.Columns(function, source, plan, content.Columns, task, format, spec.Compression), sound);
            }
        }
        catch (DuckDbException) when (_bad.IsOverLimit)
        {
            throw RowFailures.TooMany(task, _bad);
        }

        // The engine would end the header of an empty CSV file twice.
        if (written == 0 && task.OutputFormat is not DataFormat.Parquet)
        {
            var header = task.OutputFormat is DataFormat.Csv && format.Header ? CsvText.Header([.. plan.Outputs.Select(output => output.Name)], format) : "";
            await FileTransform.WriteSmallAsync(task, Encoding.UTF8.GetBytes(header), CancellationToken.None);
        }

        return written;
    }

    // Detection looks at the columns that rules ask about; steps and expressions ask about all.
    private TransformSpec Asking()
    {
        var asks = spec.Gretel is { } gretel
            ? gretel is { Classifies: true, UsesEntities: true }
            : spec.Rules.Any(rule => rule.When is { UsesEntity: true } || rule.Action is ExpressionAction { Value.UsesEntity: true });
        return asks
            ? spec with { Rules = [.. spec.Rules, new TransformRule { Columns = ["*"], Entities = PersonalDataWords.All, Action = new KeepAction() }] }
            : spec;
    }

    private IRowSource SourceOf() => task.Format switch
    {
        DataFormat.Csv => new CsvRows(task, CsvFormat.For(spec.Csv, task.FileName)),
        DataFormat.Jsonl => new JsonRows(task),
        DataFormat.Parquet => new ParquetRows(task),
        _ => throw new InvalidOperationException("A closed list."),
    };

    private JobFailedException Invalid(string detail) =>
        new(new Failure { Code = FailureCode.SpecInvalid, Detail = detail, ObjectName = task.ObjectName });
}
