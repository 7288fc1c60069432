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
    public async Task On_a_volume_of_one_node_the_old_pod_goes_first([Values("", "state: {accessMode: ReadWriteMany, ephemeral: true}")] string values)
    {
        var agent = (await Chart.RenderAsync(values)).Agent();

        Assert.That(agent.At("spec.strategy")!.ToJsonString(), Is.EqualTo("""{"type":"Recreate"}"""));
    }

    [Test]
    public async Task On_a_volume_of_all_nodes_there_are_never_fewer()
    {
        var manifests = await Chart.RenderAsync("{replicas: 2, state: {accessMode: ReadWriteMany}}");

        Assert.That(
            manifests.Agent().At("spec.strategy")!.ToJsonString(),
            Is.EqualTo("""{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0,"maxSurge":1}}"""));
        Assert.That((long?)manifests.The("PodDisruptionBudget", "eu-bank-agent").At("spec.maxUnavailable"), Is.EqualTo(1));
        Assert.That((string?)manifests.Agent().At("spec.template.spec.topologySpreadConstraints.0.topologyKey"), Is.EqualTo("kubernetes.io/hostname"));
    }

    [TestCase("", "eu-bank-agent-state")]
    [TestCase("state: {existingClaim: ours}", "ours")]
    [TestCase("state: {ephemeral: true}", null)]
    public async Task The_journal_lies_in_a_volume(string values, string? claim)
    {
        var manifests = await Chart.RenderAsync(values);
        var state = manifests.Agent().At("spec.template.spec.volumes")!.AsArray().Single(volume => (string?)volume!["name"] == "state");

        Assert.That((string?)state.At("persistentVolumeClaim.claimName"), Is.EqualTo(claim));
        Assert.That(manifests.Any(manifest => manifest.Kind is "PersistentVolumeClaim"), Is.EqualTo(values.Length == 0), "one that nobody uses, or none");
        Assert.That(manifests.AgentEnvironment()["FREEHOLD_AGENT__STATEDIRECTORY"], Does.StartWith(
            (string)manifests.Agent().At("spec.template.spec.containers.0.volumeMounts")!.AsArray().Single(mount => (string?)mount!["name"] == "state")!["mountPath"]!));
    }

    [Test]
    public async Task Workers_that_are_set_otherwise_mean_another_pod()
    {
        const string Checksum = "checksum/workers";

        var before = (await Chart.RenderAsync()).Agent().At("spec.template.metadata.annotations")![Checksum];
        var after = (await Chart.RenderAsync("workers: {nodeSelector: {pool: large}}")).Agent().At("spec.template.metadata.annotations")![Checksum];

        Assert.That((string?)after, Is.Not.EqualTo((string?)before).And.Not.Empty);
    }
}
