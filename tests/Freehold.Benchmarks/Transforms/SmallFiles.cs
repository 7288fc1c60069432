using System.Globalization;
using System.Text;
using Freehold.Benchmarks.Figures;
using Freehold.Benchmarks.Stores;
using Freehold.Buckets;
using Freehold.JobContract.Connections;

namespace Freehold.Benchmarks.Transforms;

/// <summary>
/// Two thousand files of 5 KB, each a task of its own: what a file costs, from the start of the worker to its commit; in folders, and
/// in a real S3 server beside it.
/// </summary>
internal sealed class SmallFiles : IBenchmark
{
    private const string Document = """
        kind: transform
        input: "{0}/*.csv"
        output: "{1}"
        parallelism: 2
        resources: {{cpu: "2"}}
        spec:
          key: {{secret: benchmark/key}}
          rules: [{{columns: email, action: pseudonym}}, {{columns: name, action: fake, entity: name}}]
        """;

    private const int Cores = 2;
    private const int RowsEach = 100;

    public string Name => "small-files";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (files, turns) = size is BenchmarkSize.Quick ? (200, 1) : (2_000, 3);
        var folder = Directory.CreateTempSubdirectory("freehold-bench-");
        try
        {
            var input = Path.Combine(folder.FullName, "in");
            Write(input, files);

            await using var store = await RunningStore.StartS3Async(cancellationToken);
            await UploadAsync(store, input, cancellationToken);

            var none = new Dictionary<string, string>(StringComparer.Ordinal);
            var (local, remote) = (new List<MeasuredProcess>(), new List<MeasuredProcess>());
            for (var turn = 0; turn < turns; turn++)
            {
                var output = Path.Combine(folder.FullName, "out");
                local.Add(await RunAsync(folder.FullName, new Uri(input).AbsoluteUri, new Uri(output).AbsoluteUri, none, cancellationToken));
                Directory.Delete(output, recursive: true);
                remote.Add(await RunAsync(folder.FullName, $"{store.Address}in", $"{store.Address}out-{turn}", store.Environment, cancellationToken));
            }

            var inFolders = Rate("small files", local);
            var inS3 = Rate("small files in S3", remote);
            return
            [
                inFolders,
                inS3,
                inS3.RatioTo(inFolders),
                new Figure("small files per core", "files/h", [.. local.Select(run => files / run.Took.TotalHours / Cores)]),
                new Figure("small files in S3 per core", "files/h", [.. remote.Select(run => files / run.Took.TotalHours / Cores)]),
                new Figure("peak memory of coordinator and children", "MB", [.. local.Select(run => run.PeakMemory / 1e6)]),
                new Figure("peak memory of coordinator and children, S3", "MB", [.. remote.Select(run => run.PeakMemory / 1e6)]),
            ];

            Figure Rate(string name, IEnumerable<MeasuredProcess> runs) => new(name, "files/s", [.. runs.Select(run => files / run.Took.TotalSeconds)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(string folder, int files)
    {
        Directory.CreateDirectory(folder);
        for (var file = 0; file < files; file++)
        {
            var text = new StringBuilder("id,email,name,city\n");
            for (var row = 0; row < RowsEach; row++)
                text.Append(CultureInfo.InvariantCulture, $"{row},person{file}.{row}@example.org,Anna Person{row},Bern\n");
            File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"part-{file:0000}.csv")), text.ToString());
        }
    }

    private static async Task UploadAsync(RunningStore store, string folder, CancellationToken cancellationToken)
    {
        var connections = new BucketConnections(new Dictionary<string, BucketConnection>(StringComparer.Ordinal) { ["bench"] = store.Connection });
        var bucket = BucketOpener.Open(BucketAddress.OfPrefix($"{store.Address}in"), connections, TimeProvider.System);
        await Parallel.ForEachAsync(Directory.EnumerateFiles(folder), cancellationToken, async (file, cancellation) =>
            await bucket.PutIfAbsentAsync(Path.GetFileName(file), await File.ReadAllBytesAsync(file, cancellation), cancellation));
    }

    private static async Task<MeasuredProcess> RunAsync(
        string folder, string input, string output, IReadOnlyDictionary<string, string> connection, CancellationToken cancellationToken)
    {
        var document = Path.Combine(folder, "job.yaml");
        await File.WriteAllTextAsync(document, string.Format(null, Document, input, output), cancellationToken);
        return await MeasuredProcess.RunAsync(
            BuiltProgram.Of("Freehold.Worker", "freehold-worker"), ["run", document],
            new Dictionary<string, string>(connection, StringComparer.Ordinal) { ["FREEHOLD_SECRET_BENCHMARK_KEY"] = new('k', 32) }, cancellationToken);
    }
}
