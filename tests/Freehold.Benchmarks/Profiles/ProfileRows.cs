using Freehold.Benchmarks.Figures;
using Freehold.Benchmarks.Transforms;

namespace Freehold.Benchmarks.Profiles;

/// <summary>
/// A worker that profiles a million people, from the start of its process to its end, beside the engine's own summary of the same
/// table; and the same with a look at the first thousand rows.
/// </summary>
internal sealed class ProfileRows : IBenchmark
{
    public string Name => "profile";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (rows, turns) = size is BenchmarkSize.Quick ? (50_000, 1) : (1_000_000, 5);
        var folder = Directory.CreateTempSubdirectory("freehold-bench-");
        try
        {
            var table = Path.Combine(folder.FullName, "people.csv");
            PersonTable.Write(table, rows);

            var (whole, looks, summaries) = (new List<MeasuredProcess>(), new List<MeasuredProcess>(), new List<MeasuredProcess>());
            for (var turn = 0; turn < turns; turn++)
            {
                whole.Add(await ProfileAsync(folder.FullName, table, "", cancellationToken));
                summaries.Add(await MeasuredProcess.RunAsync(
                    Environment.ProcessPath!, [EngineSummary.Verb, table], new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken));
                looks.Add(await ProfileAsync(folder.FullName, table, "sample: 1000", cancellationToken));
            }

            var ours = new Figure("whole profile", "s", [.. whole.Select(run => run.Took.TotalSeconds)]);
            var theirs = new Figure("engine's summary", "s", [.. summaries.Select(run => run.Took.TotalSeconds)]);
            return
            [
                ours,
                theirs,
                ours.RatioTo(theirs),
                new Figure("first thousand rows", "s", [.. looks.Select(run => run.Took.TotalSeconds)]),
                new Figure("peak memory of the worker", "MB", [.. whole.Select(run => run.PeakMemory / 1e6)]),
                new Figure("peak memory of the summary", "MB", [.. summaries.Select(run => run.PeakMemory / 1e6)]),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<MeasuredProcess> ProfileAsync(string folder, string table, string spec, CancellationToken cancellationToken)
    {
        var output = Path.Combine(folder, "out");
        var document = Path.Combine(folder, "job.yaml");
        await File.WriteAllTextAsync(document, $$"""
            kind: profile
            input: "{{new Uri(table).AbsoluteUri}}"
            output: "{{new Uri(output).AbsoluteUri}}"
            spec: {{{spec}}}

            """, cancellationToken);

        var run = await MeasuredProcess.RunAsync(
            BuiltProgram.Of("Freehold.Worker", "freehold-worker"), ["run", document],
            new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);
        Directory.Delete(output, recursive: true);
        return run;
    }
}
