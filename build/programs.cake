// The .NET build, and the four programs under the names that people start them by.

void BuildDotNet(string projectOrSolution) =>
    Run("dotnet", new[] { "build", projectOrSolution, "-c", "Release", "--nologo", "-v", "quiet", "-noWarn:NU1603", "-clp:ErrorsOnly" });

void LinkPrograms()
{
    var programs = new Dictionary<string, string>
    {
        ["freehold"] = "Freehold.Cli",
        ["freehold-worker"] = "Freehold.Worker",
        ["freehold-agent"] = "Freehold.Agent",
        ["freehold-control-plane"] = "Freehold.ControlPlane",
    };

    var output = IO.Path.Combine(Root, "artifacts", "bin");
    foreach (var (program, project) in programs)
        Link(IO.Path.Combine(output, program), IO.Path.Combine(output, project, "release", program));
}
