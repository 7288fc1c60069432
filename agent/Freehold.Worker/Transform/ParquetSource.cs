using Freehold.DuckDb;
using Freehold.JobContract.Failures;
using Freehold.Worker.Kernels;
using Freehold.Worker.Rules;

namespace Freehold.Worker.Transform;

/// <summary>A Parquet file. The engine reads it; columns without a rule keep their types.</summary>
internal sealed class ParquetSource(TransformTask task) : ITransformSource
{
    private int _columns;

    public string Relation =>
        $"{Reader("")} as t({string.Join(", ", Enumerable.Range(0, _columns).Select(index => $"c{index}"))})";

    public async Task<SourceContent> InspectAsync(DuckDbConnection connection, Action<long> onRead, CancellationToken cancellationToken)
    {
        RequireMagic();

        var described = await connection.RunAsync($"describe from {Reader("")}", cancellationToken);
        _columns = described.RowCount;
        if (_columns == 0)
            throw Failed(FailureDetail.NoColumns);

        // The number of rows as the footer states it: nothing is decoded for it.
        var counted = await connection.RunAsync($"select count(*) from {Reader("")}", cancellationToken);

        var columns = Enumerable.Range(0, _columns)
            .Select(row => new SourceColumn(described.Text(row, 0) ?? "", described.Text(row, 1) ?? ""))
            .ToList();
        return new(columns, counted.Number(0, 0) ?? 0);
    }

    public async Task<long> FindRejectedAsync(
        DuckDbConnection connection, ColumnPlan plan, KernelPool kernels, CancellationToken cancellationToken)
    {
        var function = new FitFunction($"freehold_fits_{plan.Index}", kernels);
        connection.Register(function);

        var names = string.Join(", ", Enumerable.Range(0, _columns).Select(index => $"c{index}"));
        var found = await connection.RunAsync(
            $"select min(row_number) from {Reader(", file_row_number = true")} as t({names}, row_number) "
            + $"where {function.Name}(cast(c{plan.Index} as varchar)) = 0",
            cancellationToken);
        return found.Number(0, 0) + 1 ?? 0;
    }

    private string Reader(string more) => $"read_parquet({SqlText.Literal(task.InputPath)}, hive_partitioning = false{more})";

    // Both ends of the file carry the mark; without it the engine's words would be about anything.
    private void RequireMagic()
    {
        using var file = File.OpenHandle(task.InputPath);
        Span<byte> ends = stackalloc byte[8];
        var length = RandomAccess.GetLength(file);
        var read = length < 12 ? 0 : RandomAccess.Read(file, ends[..4], 0) + RandomAccess.Read(file, ends[4..], length - 4);
        if (read < 8 || !ends.SequenceEqual("PAR1PAR1"u8))
            throw Failed(FailureDetail.NotParquet);
    }

    private JobFailedException Failed(string detail) =>
        new(new Failure { Code = FailureCode.BadInput, Detail = detail, ObjectName = task.ObjectName });
}
