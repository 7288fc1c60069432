using Freehold.Benchmarks.Figures;

namespace Freehold.Benchmarks.Transforms;

/// <summary>The same six rules on a table and on one that is twenty times as long (2.8 GB): speed and memory must not depend on it.</summary>
internal sealed class LongTables : IBenchmark
{
    private const int Times = 20;
    private const int MostBytesARow = 160;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public string Name => "long-tables";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (rows, turns) = size is BenchmarkSize.Quick ? (50_000, 1) : (1_000_000, 1);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);

        var folder = Directory.CreateTempSubdirectory("freehold-bench-");
        try
        {
            RequireRoom(folder.FullName, 3L * Times * rows * MostBytesARow);
            var table = Path.Combine(folder.FullName, "people.csv");
            var longTable = Path.Combine(folder.FullName, "many.csv");
            PersonTable.Write(table, rows);
            PersonTable.Write(longTable, Times * rows);

            var (shorts, longs) = (new List<MeasuredProcess>(), new List<MeasuredProcess>());
            for (var turn = 0; turn < turns; turn++)
            {
                shorts.Add(await MeasuredTransform.RunAsync(TransformRows.SixRules, folder.FullName, table, limit.Token));
                longs.Add(await MeasuredTransform.RunAsync(TransformRows.SixRules, folder.FullName, longTable, limit.Token));
            }

            var few = new Figure("peak memory, short table", "MB", [.. shorts.Select(run => run.PeakMemory / 1e6)]);
            var many = new Figure("peak memory, long table", "MB", [.. longs.Select(run => run.PeakMemory / 1e6)], "< 600");
            return
            [
                new Figure("short table", "rows/s", [.. shorts.Select(run => rows / run.Took.TotalSeconds)]),
                new Figure("long table", "rows/s", [.. longs.Select(run => (double)Times * rows / run.Took.TotalSeconds)], ">= 400,000"),
                few,
                many,
                many.RatioTo(few),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Input, output, and what the engine or a rewriting may put aside.
    private static void RequireRoom(string folder, long bytes)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < bytes)
            throw new InvalidOperationException($"The long table needs {bytes / 1_000_000:N0} MB in the temporary folder; {free / 1_000_000:N0} MB are free.");
    }
}
