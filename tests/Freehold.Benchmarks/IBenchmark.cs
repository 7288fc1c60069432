using Freehold.Benchmarks.Figures;

namespace Freehold.Benchmarks;

/// <summary>How long a benchmark may take.</summary>
internal enum BenchmarkSize
{
    /// <summary>Seconds: shows that it works; its numbers say little.</summary>
    Quick,

    /// <summary>About a minute: numbers to compare.</summary>
    Full,
}

/// <summary>
/// Measures one thing beside what it is compared with, in the same run and taking turns, since machines differ and have
/// neighbours. What counts is the ratio.
/// </summary>
internal interface IBenchmark
{
    /// <summary>Name of its result file.</summary>
    string Name { get; }

    Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken);
}
