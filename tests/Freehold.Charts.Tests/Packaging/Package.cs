using System.Xml.Linq;
using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Packaging;

public sealed class Package
{
    [Test]
    public async Task Holds_what_it_takes_to_render()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["values.yaml"], Chart.Plain + "\nmonitoring: {dashboard: {enabled: true}}");

        var packed = await HelmProgram.Four.RunAsync("package", Repository.Chart, "--destination", folder.Path);
        Assert.That(packed.ExitCode, Is.Zero, packed.Told);

        var archive = Directory.GetFiles(folder.Path, "*.tgz").Single();
        var rendered = await HelmProgram.Three.RunAsync("template", "eu-bank", archive, "--values", folder["values.yaml"]);
        Assert.That(rendered.ExitCode, Is.Zero, rendered.Told);
        Assert.That(rendered.Output, Does.Contain("freehold_agent_connected"));
    }

    [Test]
    public void Has_the_product_s_version()
    {
        var chart = Yaml.Read(Repository.Read("charts", "freehold-agent", "Chart.yaml"));
        var version = XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("Version").Single().Value;

        Assert.That(((string?)chart["version"], (string?)chart["appVersion"]), Is.EqualTo((version, version)));
    }
}
