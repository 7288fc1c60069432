// What a developer types: ./build.sh --target=Demo|Up|Test|Build|Bench. README.md says what each shows.
#load build/processes.cake
#load build/debian.cake
#load build/npm.cake
#load build/native.cake
#load build/programs.cake

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

RunTarget(Argument("target", "Build"));
