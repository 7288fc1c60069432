using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Packaging;

public sealed class Rendering
{
    [Test]
    public async Task Is_the_same_again_and_with_either_Helm([Values("plain.yaml", "everything.yaml")] string values)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Chart, "ci", values));

        var first = await Chart.TryRenderAsync(HelmProgram.Four, [], [text]);
        var again = await Chart.TryRenderAsync(HelmProgram.Four, [], [text]);
        var older = await Chart.TryRenderAsync(HelmProgram.Three, [], [text]);

        Assert.That(first.ExitCode, Is.Zero, first.Told);
        Assert.That(again.Output, Is.EqualTo(first.Output));
        Assert.That(older.Output, Is.EqualTo(first.Output));
    }

    [TestCase("1.29.0")]
    [TestCase("1.30.14")]
    [TestCase("1.31.13-eks-ecaa3a6")]
    [TestCase("1.33.5-gke.1080000")]
    [TestCase("1.34.2+k3s1")]
    [TestCase("1.35.0")]
    [TestCase("1.36.2")]
    public async Task Is_for_supported_versions(string version)
    {
        foreach (var helm in HelmProgram.Both)
            Assert.That(await Chart.RenderAsync(helm, ["--kube-version", version], []), Is.Not.Empty);
    }

    [TestCase("1.28.15")]
    [TestCase("1.24.0")]
    public async Task Is_refused_for_others_by_their_number(string version)
    {
        foreach (var helm in HelmProgram.Both)
        {
            var result = await Chart.TryRenderAsync(helm, ["--kube-version", version], [Chart.Plain]);

            Assert.That(result.ExitCode, Is.Not.Zero, "accepted");
            Assert.That(result.Told, Does.Contain(version).And.Contain(">=1.29"));
        }
    }

    [Test]
    public async Task Says_what_to_look_at_next()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["values.yaml"], Chart.Plain + "\ncredentials: {token: canary}");

        var result = await HelmProgram.Four.RunAsync("install", "eu-bank", Repository.Chart, "--dry-run=client", "--namespace", "freehold", "--values", folder["values.yaml"]);

        Assert.That(result.ExitCode, Is.Zero, result.Told);
        Assert.That(result.Output, Does.Contain("helm -n freehold test eu-bank").And.Contain("eu-bank-worker-transform"));
        Assert.That(result.Output[result.Output.IndexOf("NOTES:", StringComparison.Ordinal)..], Does.Contain("credentials.existingSecret").And.Not.Contain("canary"));
    }
}
