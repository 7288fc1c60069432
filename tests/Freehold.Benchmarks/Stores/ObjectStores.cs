using System.Globalization;
using Freehold.Benchmarks.Figures;
using Freehold.Benchmarks.Transforms;

namespace Freehold.Benchmarks.Stores;

/// <summary>
/// The bucket of workers beside plain requests to the same server with signed addresses, taking turns: one large object and many of
/// 20 KB, up and down. The plain side hashes nothing, compares nothing and signs no content.
/// </summary>
internal sealed class ObjectStores : IBenchmark
{
    public string Name => "object-stores";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        await using (var s3 = await RunningStore.StartS3Async(cancellationToken))
            figures.AddRange(await MeasureAsync(s3, size, cancellationToken));
        await using (var azure = await RunningStore.StartAzureAsync())
            figures.AddRange(await MeasureAsync(azure, size, cancellationToken));
        return figures;
    }

    private static async Task<IEnumerable<Figure>> MeasureAsync(RunningStore store, BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (bytes, count, turns) = size is BenchmarkSize.Quick ? (64_000_000, 100, 1) : (512_000_000, 500, 3);
        var (ours, plain) = (new List<Turn>(), new List<Turn>());
        for (var turn = 0; turn < turns; turn++)
        {
            ours.Add(await TransferAsync(store, "bucket", bytes, count, cancellationToken));
            plain.Add(await TransferAsync(store, "plain", bytes, count, cancellationToken));
        }

        return
        [
            .. Compare("one large object up", "MB/s", 0, bytes / 1e6),
            .. Compare("one large object down", "MB/s", 1, bytes / 1e6),
            .. Compare("small objects up", "objects/s", 2, count),
            .. Compare("small objects down", "objects/s", 3, count),
            new Figure($"{store.Name}, peak memory of the bucket", "MB", [.. ours.Select(turn => turn.PeakMemory / 1e6)]),
            new Figure($"{store.Name}, peak memory of plain requests", "MB", [.. plain.Select(turn => turn.PeakMemory / 1e6)]),
        ];

        IEnumerable<Figure> Compare(string what, string unit, int index, double amount)
        {
            var bucket = new Figure($"{store.Name}, {what}", unit, [.. ours.Select(turn => amount / turn.Seconds[index])]);
            var floor = new Figure("plain requests", unit, [.. plain.Select(turn => amount / turn.Seconds[index])]);
            return [bucket, floor with { Name = $"{bucket.Name}, plain requests" }, bucket.RatioTo(floor)];
        }
    }

    private static async Task<Turn> TransferAsync(RunningStore store, string way, int bytes, int count, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("freehold-bench-");
        try
        {
            // Memory as a worker collects it, not as this program does.
            var environment = new Dictionary<string, string>(store.Environment, StringComparer.Ordinal) { ["DOTNET_gcServer"] = "0" };
            var run = await MeasuredProcess.RunAsync(
                Environment.ProcessPath!, [TransferProgram.Verb, way, store.Address, folder.FullName, $"{bytes}", $"{count}"], environment, cancellationToken);
            return new([.. run.Output.Split(' ').Select(seconds => double.Parse(seconds, CultureInfo.InvariantCulture))], run.PeakMemory);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed record Turn(IReadOnlyList<double> Seconds, long PeakMemory);
}
