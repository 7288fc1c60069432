using Freehold.DuckDb;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>A Parquet file. The engine itself knows the number of each row.</summary>
internal sealed class ParquetRows(TransformTask task) : IRowSource
{
    private SourceContent _content = new([], 0);

    public string Relation
    {
        get
        {
            var names = string.Concat(_content.Columns.Select((_, index) => $"c{index}, "));
            return $"(select * replace (cast(n as varchar) as n) from {Numbered} as t({names}n))";
        }
    }

    private string Numbered => $"read_parquet({SqlText.Literal(task.InputPath)}, hive_partitioning = false, file_row_number = true)";

    public async Task<SourceContent> PrepareAsync(
        DuckDbConnection connection, BadRowList bad, Action<long> onRead, CancellationToken cancellationToken) =>
        _content = await new ParquetSource(task).InspectAsync(connection, onRead, cancellationToken);

    public Task<long> LineOfAsync(long index, CancellationToken cancellationToken) => Task.FromResult(index + 1);

    public async Task WriteBadRowsAsync(DuckDbConnection connection, BadRowList bad, CancellationToken cancellationToken)
    {
        var numbers = string.Join(", ", bad.Indexes);
        await connection.RunAsync(
            $"copy (select * exclude (file_row_number) from {Numbered} where file_row_number in ({numbers})) "
            + $"to {SqlText.Literal(task.QuarantinePath)} (format parquet, use_tmp_file false)",
            cancellationToken);

        using var reasons = new ReasonWriter(task.ReasonsPath);
        foreach (var index in bad.Indexes)
        {
            if (bad.TryGet(index, out var row))
                reasons.Write(index + 1, row);
        }
    }
}
