using Freehold.DuckDb;

namespace Freehold.Benchmarks.Profiles;

/// <summary>The engine's own summary of a CSV file, all of it, types guessed. Its distinct counts are off by up to 30 %.</summary>
internal static class EngineSummary
{
    /// <summary>Runs it in a process of its own: <c>freehold-benchmarks engine-summary IN</c>.</summary>
    public const string Verb = "engine-summary";

    public static async Task<int> RunAsync(string from, CancellationToken cancellationToken)
    {
        using var database = DuckDbDatabase.Open(new EngineSettings
        {
            Threads = Environment.ProcessorCount,
            MemoryBytes = 1L << 30,
            TemporaryFolder = Path.GetTempPath(),
            TemporaryBytes = 1L << 30,
            Files = [from],
        });
        var columns = await database.Connection.QueryAsync(
            $"summarize select * from read_csv({SqlText.Literal(from)}, header = true)", TimeSpan.Zero, cancellationToken);
        return columns.RowCount > 0 ? 0 : 1;
    }
}
