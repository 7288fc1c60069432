using Freehold.DuckDb;
using Freehold.JobContract.Failures;
using Freehold.Worker.JsonLines;
using Freehold.Worker.Kernels;
using Freehold.Worker.Rules;

namespace Freehold.Worker.Transform;

/// <summary>
/// A file of JSON lines. Every line is checked here first, which also tells the keys: such a file has no header. From JSON lines to
/// JSON lines whole lines are transformed (<see cref="JsonLineKernel"/>); for another format the engine reads columns.
/// </summary>
internal sealed class JsonLinesSource(TransformTask task) : ITransformSource
{
    private JsonLinesInspection _inspection = null!;
    private string _path = "";

    public string Relation
    {
        get
        {
            KeyNames.RequireDistinct(task.ObjectName, _inspection.Keys);
            var types = string.Join(", ", _inspection.Keys.Select(key => $"{SqlText.Identifier(key.Name)}: '{key.SqlType}'"));
            var names = string.Join(", ", _inspection.Keys.Select((_, index) => $"c{index}"));
            return $"read_json({SqlText.Literal(_path)}, format = 'newline_delimited', hive_partitioning = false, "
                + $"columns = {{{types}}}) as t({names})";
        }
    }

    /// <summary>What stands after FROM to read whole lines, in a column called <c>json</c>.</summary>
    public string Lines => $"read_ndjson_objects({SqlText.Literal(_path)}, hive_partitioning = false)";

    public async Task<SourceContent> InspectAsync(DuckDbConnection connection, Action<long> onRead, CancellationToken cancellationToken)
    {
        _inspection = await Task.Run(() => Inspect(onRead, cancellationToken), cancellationToken);
        if (_inspection.Problem is not JsonLinesProblem.None)
            throw Failed(_inspection);

        _path = task.InputPath;
        if (_inspection.HasByteOrderMark)
        {
            _path = task.RewrittenPath;
            await Task.Run(() => CopyWithoutByteOrderMark(_path), cancellationToken);
        }

        return new([.. _inspection.Keys.Select(key => new SourceColumn(key.Name, key.SqlType))], _inspection.Rows);
    }

    public Task<long> FindRejectedAsync(
        DuckDbConnection connection, ColumnPlan plan, KernelPool kernels, CancellationToken cancellationToken)
    {
        var name = System.Text.Encoding.UTF8.GetBytes(plan.Name);
        return Task.Run(() => FindRejected(
            new JsonLineKernel([new(plan, name, NewName: null, Subject: null, kernels.Rent)]), cancellationToken), cancellationToken);
    }

    private long FindRejected(JsonLineKernel kernel, CancellationToken cancellationToken)
    {
        using (kernel)
        using (var file = Open())
        using (var lines = new LineReader(file))
        {
            while (lines.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!kernel.TryApply(lines.Line, out _, out _))
                    return lines.Number;
            }
        }

        return 0;
    }

    private JsonLinesInspection Inspect(Action<long> onRead, CancellationToken cancellationToken)
    {
        using var file = Open();
        return JsonLinesInspection.Of(file, onRead, cancellationToken);
    }

    private void CopyWithoutByteOrderMark(string path)
    {
        using var from = Open();
        using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        from.Position = 3;
        from.CopyTo(to);
    }

    private FileStream Open() =>
        new(task.InputPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);

    private JobFailedException Failed(JsonLinesInspection inspection) => new(new Failure
    {
        Code = FailureCode.BadInput,
        Detail = inspection.Problem switch
        {
            JsonLinesProblem.NotUtf8 => FailureDetail.NotUtf8,
            JsonLinesProblem.RowTooLong => FailureDetail.RowTooLong,
            _ => FailureDetail.NotJson,
        },
        ObjectName = task.ObjectName,
        Line = inspection.Line,
    });
}
