using Freehold.DuckDb;

namespace Freehold.Benchmarks.Transforms;

/// <summary>What the engine does without us: reads a CSV file, every column as text, and writes it again.</summary>
internal static class PlainCopy
{
    /// <summary>Runs the copy in a process of its own: <c>freehold-benchmarks plain-copy IN OUT</c>.</summary>
    public const string Verb = "plain-copy";

    public static async Task<int> RunAsync(string from, string to, CancellationToken cancellationToken)
    {
        using var database = DuckDbDatabase.Open(new EngineSettings
        {
            Threads = Environment.ProcessorCount,
            MemoryBytes = 512L << 20,
            TemporaryFolder = Path.GetDirectoryName(to)!,
            TemporaryBytes = 1L << 30,
            Files = [from, to],
        });
        await database.Connection.QueryAsync(
            $"copy (select * from read_csv('{from}', header = true, all_varchar = true)) to '{to}' (format csv, header)", TimeSpan.Zero, cancellationToken);
        return 0;
    }

    /// <summary>Runs it so and measures it.</summary>
    public static async Task<MeasuredProcess> MeasureAsync(string folder, string table, CancellationToken cancellationToken)
    {
        var copy = Path.Combine(folder, "copy.csv");
        var run = await MeasuredProcess.RunAsync(
            Environment.ProcessPath!, [Verb, table, copy], new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);
        File.Delete(copy);
        return run;
    }
}
