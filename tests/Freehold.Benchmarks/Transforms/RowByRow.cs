using Freehold.Benchmarks.Figures;

namespace Freehold.Benchmarks.Transforms;

/// <summary>
/// A worker that works row by row on a million people: rules with conditions, expressions, a new column and dropped rows. Beside it
/// the same rules as far as they go column by column, and a process that only lets the engine copy the table.
/// </summary>
internal sealed class RowByRow : IBenchmark
{
    private const string ByRow = """
        rules:
          - {columns: phone, when: 'row.city == "Town 7" or row.amount > 9000', action: redact}
          - {columns: phone, action: mask, keepLast: 3}
          - {columns: email, action: expression, value: 'this | lower | replace("@mail.example", "@example.org")'}
          - {columns: first_name, when: this is not none, action: fake, entity: first_name}
          - {action: add, as: size, value: '"large" if row.amount >= 5000 else "small"'}
        rows: {drop: 'row.birth_date < "1945-01-01"'}
        """;

    private const string ByColumn = """
        rules:
          - {columns: phone, action: mask, keepLast: 3}
          - {columns: email, action: mask}
          - {columns: first_name, action: fake, entity: first_name}
        """;

    public string Name => "row-by-row";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (rows, turns) = size is BenchmarkSize.Quick ? (50_000, 1) : (1_000_000, 5);
        var folder = Directory.CreateTempSubdirectory("freehold-bench-");
        try
        {
            var table = Path.Combine(folder.FullName, "people.csv");
            PersonTable.Write(table, rows);

            var (byRow, byColumn, copies) = (new List<MeasuredProcess>(), new List<MeasuredProcess>(), new List<MeasuredProcess>());
            for (var turn = 0; turn < turns; turn++)
            {
                byRow.Add(await MeasuredTransform.RunAsync(ByRow, folder.FullName, table, cancellationToken));
                byColumn.Add(await MeasuredTransform.RunAsync(ByColumn, folder.FullName, table, cancellationToken));
                copies.Add(await PlainCopy.MeasureAsync(folder.FullName, table, cancellationToken));
            }

            var ours = Rate("row by row", byRow);
            var columns = Rate("column by column", byColumn);
            var plain = Rate("plain copy", copies);
            return
            [
                ours,
                columns,
                plain,
                ours.RatioTo(columns),
                ours.RatioTo(plain),
                new Figure("peak memory of the worker", "MB", [.. byRow.Select(run => run.PeakMemory / 1e6)], "< 600"),
            ];

            Figure Rate(string name, IEnumerable<MeasuredProcess> runs) =>
                new(name, "rows/s", [.. runs.Select(run => rows / run.Took.TotalSeconds)], name is "row by row" ? ">= 150,000" : "");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
