using System.Globalization;
using System.Text;
using Freehold.Benchmarks.Figures;

namespace Freehold.Benchmarks.Transforms;

/// <summary>Two thousand files of 5 KB, each a task of its own: what a file costs, from the start of the worker to its commit.</summary>
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

            var runs = new List<MeasuredProcess>();
            for (var turn = 0; turn < turns; turn++)
                runs.Add(await RunAsync(folder.FullName, input, turn, cancellationToken));

            return
            [
                new Figure("small files", "files/s", [.. runs.Select(run => files / run.Took.TotalSeconds)]),
                new Figure("small files per core", "files/h", [.. runs.Select(run => files / run.Took.TotalHours / Cores)]),
                new Figure("peak memory of coordinator and children", "MB", [.. runs.Select(run => run.PeakMemory / 1e6)]),
            ];
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

    private static async Task<MeasuredProcess> RunAsync(string folder, string input, int turn, CancellationToken cancellationToken)
    {
        var output = Path.Combine(folder, $"out-{turn}");
        var document = Path.Combine(folder, $"job-{turn}.yaml");
        await File.WriteAllTextAsync(document, string.Format(null, Document, new Uri(input).AbsoluteUri, new Uri(output).AbsoluteUri), cancellationToken);

        var run = await MeasuredProcess.RunAsync(
            BuiltProgram.Of("Freehold.Worker", "freehold-worker"), ["run", document],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["FREEHOLD_SECRET_BENCHMARK_KEY"] = new('k', 32) }, cancellationToken);
        Directory.Delete(output, recursive: true);
        return run;
    }
}
