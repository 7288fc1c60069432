// Benchmarks: never part of Test, since what they say depends on the machine and its neighbours.

void RunBenchmarks(bool quick, string names)
{
    var folder = IO.Path.Combine(Root, "artifacts", "bench");
    var program = IO.Path.Combine(Root, "artifacts", "bin", "Freehold.Benchmarks", "release", "freehold-benchmarks");
    var options = quick ? new[] { folder, "--quick" } : new[] { folder };
    Run(program, options.Concat(names.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToArray());
}
