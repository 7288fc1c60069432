using Freehold.DuckDb;
using Freehold.JobContract.Failures;
using Freehold.Worker.Csv;
using Freehold.Worker.Kernels;
using Freehold.Worker.Rules;

namespace Freehold.Worker.Transform;

/// <summary>
/// A CSV file. Every row is counted and checked here first: the engine's reader passes over some faults in silence and quotes
/// data when it reports others. All values are text.
/// </summary>
internal sealed class CsvSource(TransformTask task, CsvFormat format) : ITransformSource
{
    private const int EngineLongestRow = 2_000_000; // what the engine's reader takes without being told

    private CsvInspection _inspection = null!;
    private string _path = "";

    public string Relation
    {
        get
        {
            var columns = string.Join(", ", _inspection.Columns.Select((_, index) => $"c{index}: 'VARCHAR'"));
            var longest = _inspection.LongestRow > EngineLongestRow ? $", max_line_size = {_inspection.LongestRow + 16}" : "";
            var header = format.Header && _inspection.IsPlain ? "true" : "false"; // rewritten files have none
            var lineEnd = _inspection.EndsInLineFeeds ? ", new_line = '\\n'" : "";
            return $"read_csv({SqlText.Literal(_path)}, auto_detect = false, hive_partitioning = false, header = {header}, "
                + $"columns = {{{columns}}}, delim = {Quoted(format.Delimiter)}, "
                + $"quote = {Quoted(format.Quote)}, escape = {Quoted(format.Quote)}, "
                + $"strict_mode = true, null_padding = false, allow_quoted_nulls = false, nullstr = ''{lineEnd}{longest})";
        }
    }

    public async Task<SourceContent> InspectAsync(DuckDbConnection connection, Action<long> onRead, CancellationToken cancellationToken)
    {
        // 1. Read it whole.
        _inspection = await Task.Run(() => Inspect(onRead, cancellationToken), cancellationToken);
        if (_inspection.Problem is not CsvProblem.None)
            throw Failed(_inspection);
        RequireDistinct(_inspection.Columns);

        // 2. Make it readable for the engine where it is not.
        _path = task.InputPath;
        if (!_inspection.IsPlain)
        {
            _path = task.RewrittenPath;
            await Task.Run(() => Rewrite(_path, cancellationToken), cancellationToken);
        }

        return new([.. _inspection.Columns.Select(name => new SourceColumn(name, "VARCHAR"))], _inspection.Rows);
    }

    public Task<long> FindRejectedAsync(
        DuckDbConnection connection, ColumnPlan plan, KernelPool kernels, CancellationToken cancellationToken) =>
        Task.Run(() => FindRejected(plan, kernels, cancellationToken), cancellationToken);

    private long FindRejected(ColumnPlan plan, KernelPool kernels, CancellationToken cancellationToken)
    {
        using var file = Open();
        using var reader = new CsvReader(file, format);
        var scratch = Array.Empty<byte>();
        var kernel = kernels.Rent();
        try
        {
            if (format.Header)
                reader.Read();
            reader.BlankLinesAreRows = _inspection.Columns.Count == 1;

            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var value = reader.Field(plan.Index, ref scratch);
                if (!value.IsEmpty && !kernel.TryApply(value, default, out _))
                    return reader.Line;
            }

            return 0;
        }
        finally
        {
            kernels.Return(kernel);
        }
    }

    private CsvInspection Inspect(Action<long> onRead, CancellationToken cancellationToken)
    {
        using var file = Open();
        return CsvInspection.Of(file, format, onRead, cancellationToken);
    }

    private void Rewrite(string path, CancellationToken cancellationToken)
    {
        using var from = Open();
        using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1024 * 1024);
        CsvRewriter.Rewrite(from, to, format, _inspection.Columns.Count == 1, cancellationToken);
    }

    private FileStream Open() =>
        new(task.InputPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);

    private static string Quoted(byte character) => SqlText.Literal(((char)character).ToString());

    private void RequireDistinct(IReadOnlyList<string> columns)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (columns.FirstOrDefault(column => !names.Add(column)) is not { } second)
            return;

        throw new JobFailedException(new Failure
        {
            Code = FailureCode.BadInput,
            Detail = FailureDetail.DuplicateColumn,
            ObjectName = task.ObjectName,
            Line = 1,
            ColumnName = second,
        });
    }

    private JobFailedException Failed(CsvInspection inspection) =>
        CsvFailure.Of(task.ObjectName, inspection.Problem, inspection.Line, inspection.Columns.Count, inspection.Found);
}
