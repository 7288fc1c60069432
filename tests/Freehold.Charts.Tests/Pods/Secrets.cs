using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Pods;

public sealed class Secrets
{
    private const string Canary = "canary-7d1f";

    [Test]
    public async Task All_may_come_from_Secrets_that_are_there_already()
    {
        var manifests = await Chart.RenderAsync("controlPlane: {proxy: {existingSecret: proxy, key: address}}", "networkPolicy: {controlPlane: {port: 3128}}");

        Assert.That(manifests.Where(manifest => manifest.Kind is "Secret"), Is.Empty);
        Assert.That(manifests.Agent().Json.ToJsonString(), Does.Contain("\"secretName\":\"freehold-token\""));
        Assert.That(manifests.AgentEnvironment()["FREEHOLD_CONTROLPLANE__PROXY"], Does.Contain("\"name\":\"proxy\"").And.Contain("\"key\":\"address\""));
        Assert.That(manifests.WorkerTemplate().ToJsonString(), Does.Contain("\"name\":\"HTTPS_PROXY\",\"valueFrom\":{\"secretKeyRef\":{\"key\":\"address\",\"name\":\"proxy\"}}"));
    }

    [Test]
    public async Task Given_as_values_stand_in_a_Secret_and_nowhere_else()
    {
        var manifests = await Chart.RenderAsync($"credentials: {{existingSecret: '', token: {Canary}}}");

        Assert.That(
            manifests.Where(manifest => manifest.Json.ToJsonString().Contains(Canary, StringComparison.Ordinal)).Select(manifest => manifest.ToString()),
            Is.EqualTo(["Secret/eu-bank-agent-token"]));
    }

    [Test]
    public async Task The_token_is_a_file_so_that_a_new_one_needs_no_restart()
    {
        var manifests = await Chart.RenderAsync("credentials: {key: of-eu-bank}");

        var mount = manifests.Agent().At("spec.template.spec.containers.0.volumeMounts")!.AsArray().Single(mount => (string?)mount!["name"] == "token");
        var volume = manifests.Agent().At("spec.template.spec.volumes")!.AsArray().Single(volume => (string?)volume!["name"] == "token");

        Assert.That($"{mount!["mountPath"]}/{volume.At("secret.items.0.path")}", Is.EqualTo(manifests.AgentEnvironment()["FREEHOLD_CONTROLPLANE__TOKENFILE"]));
        Assert.That((string?)volume.At("secret.items.0.key"), Is.EqualTo("of-eu-bank"));
        Assert.That(mount["subPath"], Is.Null, "a file mounted by its path is never replaced");
    }
}
