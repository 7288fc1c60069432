using System.Text.Json;

namespace Freehold.Benchmarks.Figures;

/// <summary>Results for programs: one JSON file a benchmark.</summary>
internal static class FigureFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(string folder, string benchmark, BenchmarkSize size, IReadOnlyList<Figure> figures)
    {
        var result = new
        {
            benchmark,
            size = size.ToString(),
            at = DateTimeOffset.UtcNow,
            cores = Environment.ProcessorCount,
            runtime = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
            figures,
        };
        File.WriteAllText(Path.Combine(folder, $"{benchmark}.json"), JsonSerializer.Serialize(result, Options));
    }
}
