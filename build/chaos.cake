// Faults at random, for longer than Test has time for. What fails names its seed: docs/testing-delivery.md tells how to replay it.

void RunChaos(int minutes)
{
    if (minutes is < 1 or > 24 * 60)
        throw new CakeException("--minutes must be 1 to 1440.");

    RunChaosTests("Freehold.EndToEnd.Tests", "TestCategory=Chaos", ("FREEHOLD_CHAOS_MINUTES", $"{minutes}"));
    RunChaosTests("Freehold.Delivery.Tests", "FullyQualifiedName~Delivery", ("FREEHOLD_CHAOS_CASES", $"{minutes * 60}"));
}

void RunChaosTests(string project, string filter, params (string Name, string Value)[] environment)
{
    var start = StartOf(
        "dotnet",
        new[] { "test", IO.Path.Combine(Root, "tests", project), "-c", "Release", "--no-build", "--nologo", "--filter", filter, "--logger", "console;verbosity=normal" });
    foreach (var (name, value) in environment)
        start.Environment[name] = value;

    using var process = Process.Start(start);
    process.WaitForExit();
    if (process.ExitCode != 0)
        throw new CakeException($"{project} failed.");
}
