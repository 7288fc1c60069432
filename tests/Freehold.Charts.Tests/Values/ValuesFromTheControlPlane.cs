using Freehold.Charts.Tests.Helm;
using Freehold.ControlPlane.Agents.Installing;

namespace Freehold.Charts.Tests.Values;

/// <summary>The values that an added agent is told to be installed with: pasted as they are, they install it.</summary>
public sealed class ValuesFromTheControlPlane
{
    private const string Authority = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    private static readonly Uri Endpoint = new("https://freehold.example:8443/");

    [Test]
    public async Task Are_all_that_an_installation_needs([Values] bool isPrivate)
    {
        var values = ChartValues.Write("eu-bank", AgentSize.Default, "registry.example/freehold", Endpoint, isPrivate ? Authority : null, "token-of-the-agent");
        var result = await Chart.TryRenderAsync(HelmProgram.Four, [], [values]);

        Assert.That(result.ExitCode, Is.Zero, result.Told);
        var manifests = Manifest.ReadAll(result.Output);
        Assert.That(manifests.AgentEnvironment()["FREEHOLD_CONTROLPLANE__ENDPOINT"], Is.EqualTo("https://freehold.example:8443"));
        Assert.That(manifests.AgentEnvironment()["FREEHOLD_AGENT__LABEL"], Is.EqualTo("eu-bank"));
        Assert.That((long?)manifests.Agent().At("spec.replicas"), Is.EqualTo(2));
        Assert.That(result.Output, Does.Contain("token-of-the-agent"));
        Assert.That(manifests.Any(manifest => manifest.Kind == "ConfigMap" && (string?)manifest.At("data")?["ca.crt"] == Authority), Is.EqualTo(isPrivate));
    }

    [Test]
    public async Task Give_way_to_the_customer_s_own_and_may_be_made_anew()
    {
        var made = ChartValues.Write("eu-bank", new(3, "M"), "registry.example/freehold", Endpoint, authority: null, "first");
        var anew = ChartValues.Write("eu-bank", new(5, "M"), "registry.example/freehold", Endpoint, authority: null, "second");
        const string Ours = "{replicas: 2, image: {registry: mirror.example/freehold}, nodeSelector: {pool: system}}";

        foreach (var values in new[] { made, anew })
        {
            var manifests = Manifest.ReadAll((await Chart.TryRenderAsync(HelmProgram.Four, [], [values, Ours])).Output);

            Assert.That((long?)manifests.Agent().At("spec.replicas"), Is.EqualTo(2));
            Assert.That((string?)manifests.Agent().At("spec.template.spec.nodeSelector.pool"), Is.EqualTo("system"));
            Assert.That((string?)manifests.Agent().At("spec.template.spec.containers.0.image"), Does.StartWith("mirror.example/freehold/"));
        }
    }

    [Test]
    public async Task Without_a_token_say_what_is_missing()
    {
        var values = ChartValues.Write("eu-bank", AgentSize.Default, "registry.example/freehold", Endpoint, authority: null, token: null);
        var result = await Chart.TryRenderAsync(HelmProgram.Four, [], [values]);

        Assert.That(result.ExitCode, Is.Not.Zero, "accepted");
        Assert.That(result.Told, Does.Contain("credentials"));
    }
}
