// Benchmarks: never part of Test, since what they say depends on the machine and its neighbours.

void RunBenchmarks(bool quick)
{
    var folder = IO.Path.Combine(Root, "artifacts", "bench");
    var program = IO.Path.Combine(Root, "artifacts", "bin", "Freehold.Benchmarks", "release", "freehold-benchmarks");
    Run(program, quick ? new[] { folder, "--quick" } : new[] { folder });
}
