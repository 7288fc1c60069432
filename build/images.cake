// Container images of what customers run, made by the SDK itself: no Docker needed. Beside each lies its bill of materials.
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

/// <param name="baseImage">An image with glibc, OpenSSL 3 and certificates; the programs bring .NET along.</param>
/// <param name="pushTo">A registry; empty: archives in artifacts/images.</param>
void BuildImages(string baseImage, string pushTo)
{
    if (baseImage == "")
        throw new CakeException("--base=IMAGE is missing: an image with glibc, OpenSSL 3 and certificates, such as Debian's slim image with libssl3 and ca-certificates added.");

    RequireDebianPackages("unpacking native libraries", NodeJs, Npm);
    PlaceDuckDb();

    PublishImage("agent/Freehold.Agent", "freehold-agent", "Freehold's agent: runs jobs where the data lies.", baseImage, pushTo);
    PublishImage("agent/Freehold.Worker", "freehold-worker", "Freehold's worker: runs one job on data and exits.", baseImage, pushTo);
}

void PublishImage(string project, string name, string description, string baseImage, string pushTo)
{
    var images = IO.Path.Combine(Root, "artifacts", "images");
    var version = System.Xml.Linq.XDocument.Load(IO.Path.Combine(Root, "Directory.Build.props")).Descendants("Version").Single().Value;
    var archive = IO.Path.Combine(images, $"{name}-{version}.tar");
    Run("dotnet", new[]
    {
        "publish", project, "-c", "Release", "--nologo", "-v", "quiet", "-noWarn:NU1603",
        "-r", "linux-x64", "--self-contained", "-t:PublishContainer",
        $"-p:ContainerBaseImage={baseImage}",
        $"-p:ContainerRepository={name}",
        $"-p:ContainerImageTags={version}",
        "-p:ContainerUser=1654",
        $"-p:Description={description}",
        pushTo == "" ? $"-p:ContainerArchiveOutputPath={archive}" : $"-p:ContainerRegistry={pushTo}",
    });

    IO.Directory.CreateDirectory(images);
    var published = IO.Path.Combine(Root, "artifacts", "publish", IO.Path.GetFileName(project), "release_linux-x64");
    WriteBillOfMaterials(name, version, IO.Path.Combine(published, $"{name}.deps.json"), IO.Path.Combine(images, $"{name}-{version}.cdx.json"));
}

/// CycloneDX 1.5, from the list of assemblies that .NET itself loads by. What the base image holds is its maker's to list.
void WriteBillOfMaterials(string name, string version, string assemblies, string to)
{
    var components = JsonNode.Parse(IO.File.ReadAllText(assemblies))["libraries"].AsObject()
        .Where(library => (string)library.Value["type"] != "project")
        .Select(library => Component("library", PackageName(library.Key), library.Key.Split('/')[1], (string)library.Value["sha512"]))
        .ToList();
    if (name == "freehold-worker")
        components.Add(Component("library", "@duckdb/node-bindings-linux-x64", DuckDbVersion(), null, "npm"));

    var bill = new JsonObject
    {
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.5",
        ["version"] = 1,
        ["metadata"] = new JsonObject { ["component"] = Component("application", name, version, null, null) },
        ["components"] = new JsonArray(components.ToArray<JsonNode>()),
    };
    IO.File.WriteAllText(to, bill.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }) + "\n");
    Information("{0}: {1} components", IO.Path.GetRelativePath(Root, to), components.Count);
}

JsonObject Component(string type, string name, string version, string sha512, string ecosystem = "nuget")
{
    var component = new JsonObject { ["type"] = type, ["name"] = name, ["version"] = version };
    if (ecosystem != null)
        component["purl"] = $"pkg:{ecosystem}/{name.Replace("@", "%40")}@{version}";
    // The list writes it as "sha512-" and base64, CycloneDX as hexadecimal digits.
    if (!string.IsNullOrEmpty(sha512))
        component["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = Convert.ToHexString(Convert.FromBase64String(sha512.Substring("sha512-".Length))).ToLowerInvariant() });
    return component;
}

// .NET itself is listed under a prefix that no package has; whoever looks for its holes knows the package.
string PackageName(string library) => Regex.Replace(library.Split('/')[0], "^runtimepack\\.", "");

string DuckDbVersion() => (string)JsonNode.Parse(IO.File.ReadAllText(IO.Path.Combine(Root, "build", "native", "duckdb", "package.json")))["dependencies"]["@duckdb/node-bindings-linux-x64"];
