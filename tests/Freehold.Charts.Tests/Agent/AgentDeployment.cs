using System.Text.Json.Nodes;
using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Agent;

public sealed class AgentDeployment
{
    [TestCase("S", "600m", "1600m", "2000Mi")]
    [TestCase("M", "1000m", "1500m", "3000Mi")]
    [TestCase("L", "1000m", "2000m", "5000Mi")]
    public async Task A_size_means(string size, string request, string limit, string memory)
    {
        Assert.That(
            (await Chart.RenderAsync($"size: {size}")).Agent().At("spec.template.spec.containers.0.resources")!.ToJsonString(),
            Is.EqualTo($$$"""{"requests":{"cpu":"{{{request}}}","memory":"{{{memory}}}"},"limits":{"cpu":"{{{limit}}}","memory":"{{{memory}}}"}}"""));
    }

    [Test]
    public async Task Resources_take_the_place_of_a_size()
    {
        Assert.That(
            (await Chart.RenderAsync("{size: L, resources: {limits: {memory: 1Gi}}}")).Agent().At("spec.template.spec.containers.0.resources")!.ToJsonString(),
            Is.EqualTo("""{"limits":{"memory":"1Gi"}}"""));
    }

    [Test]
    public async Task There_are_two_on_different_nodes_and_never_fewer()
    {
        var manifests = await Chart.RenderAsync();

        Assert.That((long?)manifests.Agent().At("spec.replicas"), Is.EqualTo(2));
        Assert.That(
            manifests.Agent().At("spec.strategy")!.ToJsonString(),
            Is.EqualTo("""{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0,"maxSurge":1}}"""));
        Assert.That((long?)manifests.The("PodDisruptionBudget", "eu-bank-agent").At("spec.maxUnavailable"), Is.EqualTo(1));
        Assert.That((string?)manifests.Agent().At("spec.template.spec.topologySpreadConstraints.0.topologyKey"), Is.EqualTo("kubernetes.io/hostname"));
    }

    [Test]
    public async Task Nothing_of_it_outlives_its_pod()
    {
        var manifests = await Chart.RenderAsync();

        Assert.That(StateOf(manifests).At("emptyDir")!.ToJsonString(), Is.EqualTo("""{"sizeLimit":"256Mi"}"""));
        Assert.That(manifests.Any(manifest => manifest.Kind is "PersistentVolumeClaim"), Is.False);
        Assert.That(manifests.AgentEnvironment()["FREEHOLD_AGENT__STATEDIRECTORY"], Is.EqualTo($"{MountOf(manifests)}/state"));
    }

    [Test]
    public async Task On_a_claim_of_the_customer_each_pod_has_a_folder_of_its_own()
    {
        var manifests = await Chart.RenderAsync("state: {existingClaim: ours}");

        Assert.That((string?)StateOf(manifests).At("persistentVolumeClaim.claimName"), Is.EqualTo("ours"));
        Assert.That(manifests.AgentEnvironment()["FREEHOLD_AGENT__STATEDIRECTORY"], Is.EqualTo($"{MountOf(manifests)}/$(FREEHOLD_AGENT__REPLICAID)"));
        Assert.That(manifests.Agent().At("spec.template.spec.containers.0.env")!.AsArray().Select(variable => (string)variable!["name"]!).First(),
            Is.EqualTo("FREEHOLD_AGENT__REPLICAID"), "Kubernetes puts in only what stands before");
    }

    [Test]
    public async Task Workers_that_are_set_otherwise_mean_another_pod()
    {
        const string Checksum = "checksum/workers";

        var before = (await Chart.RenderAsync()).Agent().At("spec.template.metadata.annotations")![Checksum];
        var after = (await Chart.RenderAsync("workers: {nodeSelector: {pool: large}}")).Agent().At("spec.template.metadata.annotations")![Checksum];

        Assert.That((string?)after, Is.Not.EqualTo((string?)before).And.Not.Empty);
    }

    private static JsonNode StateOf(IReadOnlyList<Manifest> manifests) =>
        manifests.Agent().At("spec.template.spec.volumes")!.AsArray().Single(volume => (string?)volume!["name"] == "state")!;

    private static string MountOf(IReadOnlyList<Manifest> manifests) =>
        (string)manifests.Agent().At("spec.template.spec.containers.0.volumeMounts")!.AsArray().Single(mount => (string?)mount!["name"] == "state")!["mountPath"]!;
}
