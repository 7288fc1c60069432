// Container images of what customers run, made by the SDK itself: no Docker needed.

/// <param name="baseImage">An image with glibc, OpenSSL 3 and certificates; the programs bring .NET along.</param>
/// <param name="registry">Where to push; empty: archives in artifacts/images.</param>
void BuildImages(string baseImage, string registry)
{
    if (baseImage == "")
        throw new CakeException("--base=IMAGE is missing: an image with glibc, OpenSSL 3 and certificates, such as registry.example/debian:12-slim.");

    RequireDebianPackages("unpacking native libraries", NodeJs, Npm);
    PlaceDuckDb();

    PublishImage("agent/Freehold.Agent", "freehold-agent", "Freehold's agent: runs jobs where the data lies.", baseImage, registry);
    PublishImage("agent/Freehold.Worker", "freehold-worker", "Freehold's worker: runs one job on data and exits.", baseImage, registry);
}

void PublishImage(string project, string name, string description, string baseImage, string registry)
{
    var version = System.Xml.Linq.XDocument.Load(IO.Path.Combine(Root, "Directory.Build.props")).Descendants("Version").Single().Value;
    var archive = IO.Path.Combine(Root, "artifacts", "images", $"{name}-{version}.tar");
    Run("dotnet", new[]
    {
        "publish", project, "-c", "Release", "--nologo", "-v", "quiet", "-noWarn:NU1603",
        "-r", "linux-x64", "--self-contained", "-t:PublishContainer",
        $"-p:ContainerBaseImage={baseImage}",
        $"-p:ContainerRepository={name}",
        $"-p:ContainerImageTags={version}",
        "-p:ContainerUser=1654",
        $"-p:Description={description}",
        registry == "" ? $"-p:ContainerArchiveOutputPath={archive}" : $"-p:ContainerRegistry={registry}",
    });
}
