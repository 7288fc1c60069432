namespace Freehold.Benchmarks.Transforms;

/// <summary>A worker that transforms one table, measured from the start of its process to its end.</summary>
internal static class MeasuredTransform
{
    /// <summary>Runs it.</summary>
    /// <param name="spec">What stands under <c>spec</c> beside the key, not indented.</param>
    /// <param name="folder">Where its output lies until it has been measured.</param>
    /// <param name="table">The input.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public static async Task<MeasuredProcess> RunAsync(string spec, string folder, string table, CancellationToken cancellationToken)
    {
        var output = Path.Combine(folder, "out");
        var document = Path.Combine(folder, "job.yaml");
        await File.WriteAllTextAsync(document, $$"""
            kind: transform
            input: "{{new Uri(table).AbsoluteUri}}"
            output: "{{new Uri(output).AbsoluteUri}}"
            spec:
              key: {secret: benchmark/key}
              {{spec.ReplaceLineEndings("\n  ")}}

            """, cancellationToken);

        var run = await MeasuredProcess.RunAsync(
            BuiltProgram.Of("Freehold.Worker", "freehold-worker"), ["run", document],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["FREEHOLD_SECRET_BENCHMARK_KEY"] = new('k', 32) }, cancellationToken);
        Directory.Delete(output, recursive: true);
        return run;
    }
}
