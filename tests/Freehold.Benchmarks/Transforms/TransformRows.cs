using Freehold.Benchmarks.Figures;

namespace Freehold.Benchmarks.Transforms;

/// <summary>
/// A worker with six rules on a million people, from the start of its process to its end, beside a process that only lets the
/// engine copy the same table.
/// </summary>
internal sealed class TransformRows : IBenchmark
{
    /// <summary>The rules that transforms are compared by.</summary>
    public const string SixRules = """
        rules:
          - {columns: id, action: pseudonym}
          - {columns: first_name, action: fake, entity: first_name}
          - {columns: last_name, action: fake, entity: last_name}
          - {columns: phone, action: mask, keepLast: 3}
          - {columns: card, action: mask, keepFirst: 4, keepLast: 4}
          - {columns: birth_date, action: date_shift, days: 30, subject: id}
        """;

    private const string Permutations = """
        rules:
          - {columns: email, action: fake, entity: email, unique: true}
          - {columns: phone, action: fake, entity: phone, unique: true}
          - {columns: card, action: encrypt, mode: fpe, entity: credit_card}
        """;

    public string Name => "transform-rows";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (rows, turns) = size is BenchmarkSize.Quick ? (50_000, 1) : (1_000_000, 5);
        var folder = Directory.CreateTempSubdirectory("freehold-bench-");
        try
        {
            var table = Path.Combine(folder.FullName, "people.csv");
            PersonTable.Write(table, rows);

            var (transforms, permutations, copies) = (new List<MeasuredProcess>(), new List<MeasuredProcess>(), new List<MeasuredProcess>());
            for (var turn = 0; turn < turns; turn++)
            {
                transforms.Add(await MeasuredTransform.RunAsync(SixRules, folder.FullName, table, cancellationToken));
                permutations.Add(await MeasuredTransform.RunAsync(Permutations, folder.FullName, table, cancellationToken));
                copies.Add(await PlainCopy.MeasureAsync(folder.FullName, table, cancellationToken));
            }

            var ours = new Figure("transform with 6 rules", "rows/s", [.. transforms.Select(run => rows / run.Took.TotalSeconds)]);
            var theirs = new Figure("plain copy", "rows/s", [.. copies.Select(run => rows / run.Took.TotalSeconds)]);
            return
            [
                ours,
                theirs,
                ours.RatioTo(theirs),
                new Figure("one FF1 column, two of unique fakes", "rows/s", [.. permutations.Select(run => rows / run.Took.TotalSeconds)]),
                new Figure("peak memory of the worker", "MB", [.. transforms.Select(run => run.PeakMemory / 1e6)]),
                new Figure("peak memory of the copy", "MB", [.. copies.Select(run => run.PeakMemory / 1e6)]),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
