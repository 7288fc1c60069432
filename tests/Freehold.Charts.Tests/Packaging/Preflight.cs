using System.CommandLine;
using System.Text.Json.Nodes;
using Freehold.Agent.Checks;
using Freehold.Agent.Checks.Workers;
using Freehold.Charts.Tests.Helm;
using Freehold.Testing.Kubernetes;

namespace Freehold.Charts.Tests.Packaging;

/// <summary>The checks that <c>helm test</c> makes beside asking the replicas whether they are ready, and those before an installation.</summary>
public sealed class Preflight
{
    private const string Buckets = "preflight: {buckets: [{input: 's3://source/in/*.csv', output: 's3://sink/out/', kind: transform}]}";

    [Test]
    public async Task Is_a_command_that_the_agent_has()
    {
        var arguments = (await Chart.RenderAsync()).The("Job", "eu-bank-preflight").At("spec.template.spec.containers.0.args")!.AsArray().Select(argument => (string)argument!).ToList();

        Assert.That(arguments, Is.EqualTo(["check"]));
        Assert.That(new RootCommand { CheckCommand.Create() }.Parse(arguments).Errors, Is.Empty);
    }

    [Test]
    public async Task Sees_what_the_agent_sees()
    {
        var manifests = await Chart.RenderAsync("controlPlane: {caBundle: {existingConfigMap: ca}, proxy: {existingSecret: proxy}}", "networkPolicy: {controlPlane: {port: 3128}}", Buckets);
        var job = manifests.The("Job", "eu-bank-preflight").At("spec.template.spec")!;
        var agent = manifests.Agent().At("spec.template.spec")!;

        Assert.That(job.At("containers.0.env")!.ToJsonString(), Is.EqualTo(agent.At("containers.0.env")!.ToJsonString()));
        Assert.That((string?)job["serviceAccountName"], Is.EqualTo((string?)agent["serviceAccountName"]));
        Assert.That((string?)job.At("containers.0.image"), Is.EqualTo((string?)agent.At("containers.0.image")));
        foreach (var volume in (string[])["token", "workers", "ca"])
        {
            Assert.That(Of(job, "volumes", volume), Is.EqualTo(Of(agent, "volumes", volume)), volume);
            Assert.That(Of(job.At("containers.0")!, "volumeMounts", volume), Is.EqualTo(Of(agent.At("containers.0")!, "volumeMounts", volume)), volume);
        }

        Assert.That(
            manifests.The("NetworkPolicy", "eu-bank-preflight").At("spec.egress")!.ToJsonString(),
            Is.EqualTo(manifests.The("NetworkPolicy", "eu-bank-agent").At("spec.egress")!.ToJsonString()));
    }

    [Test]
    public async Task Is_reached_by_its_policy_and_by_no_other()
    {
        var manifests = await Chart.RenderAsync();
        var labels = manifests.The("Job", "eu-bank-preflight").At("spec.template.metadata.labels")!;
        bool Selects(string policy) => manifests.The("NetworkPolicy", policy).At("spec.podSelector.matchLabels")!.AsObject().All(label => (string?)labels[label.Key] == (string?)label.Value);

        Assert.That(Selects("eu-bank-preflight"), Is.True);
        Assert.That(Selects("eu-bank-agent") || Selects("eu-bank-worker"), Is.False);
        Assert.That(
            manifests.The("Service", "eu-bank-test").At("spec.selector")!.AsObject().All(label => (string?)labels[label.Key] == (string?)label.Value), Is.False,
            "it would be asked whether it is ready");
    }

    [Test]
    public async Task Leaves_its_report_and_is_tried_once()
    {
        var job = (await Chart.RenderAsync()).The("Job", "eu-bank-preflight");

        Assert.That((string?)job.At("metadata.annotations")!["helm.sh/hook-delete-policy"], Is.EqualTo("before-hook-creation"));
        Assert.That((long?)job.At("spec.backoffLimit"), Is.Zero);
        Assert.That((long?)job.At("spec.activeDeadlineSeconds"), Is.Not.Null);
    }

    [Test]
    public async Task Tries_the_stores_that_the_values_name()
    {
        var manifests = await Chart.RenderAsync(Buckets);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["buckets.json"], (string)manifests.The("ConfigMap", "eu-bank-agent-workers").At("data")!["buckets.json"]!);

        var trial = StoreList.Read(folder["buckets.json"], out var problem).Single();

        Assert.That(problem, Is.Null);
        Assert.That((trial.Input, trial.Output, $"{trial.Kind}"), Is.EqualTo(("s3://source/in/*.csv", "s3://sink/out/", "Transform")));
        Assert.That(manifests.AgentEnvironment()["FREEHOLD_PREFLIGHT__BUCKETSFILE"], Is.EqualTo("/etc/freehold/workers/buckets.json"));
    }

    [TestCase("preflight: {buckets: [{input: 'source', output: 's3://sink/'}]}", "input")]
    [TestCase("preflight: {buckets: [{input: 's3://source/'}]}", "output")]
    [TestCase("preflight: {buckets: [{input: 's3://source/', output: 's3://sink/', kind: check}]}", "kind")]
    [TestCase("preflight: {workerLimit: 3}", "workerLimit")]
    public async Task Refuses_values_that_mean_nothing(string values, string named)
    {
        var result = await Chart.TryRenderAsync(HelmProgram.Four, [], [Chart.Plain, values]);

        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Told, Does.Contain(named));
    }

    [Test]
    public async Task Names_a_Secret_that_is_missing_before_anything_is_installed()
    {
        await using var api = await ApiDouble.StartAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["kubeconfig"], api.Kubeconfig(Chart.Namespace));
        Put(api, "serviceaccounts", "default");
        Put(api, "secrets", "registry");
        const string Values = "image: {pullSecrets: [registry]}";

        var without = await RenderAsync(Values);
        var loose = await RenderAsync($"{Values}\npreflight: {{requireSecrets: false}}");
        Put(api, "secrets", "freehold-token");
        var with = await RenderAsync(Values);

        Assert.That(without.ExitCode, Is.Not.Zero);
        Assert.That(without.Told, Does.Contain("Secret freehold-token is not there in namespace freehold").And.Not.Contain("registry is not"));
        Assert.That((loose.ExitCode, with.ExitCode), Is.EqualTo((0, 0)), loose.Told + with.Told);

        Task<HelmResult> RenderAsync(string values) =>
            Chart.TryRenderAsync(HelmProgram.Three, ["--dry-run=server", "--kubeconfig", folder["kubeconfig"]], [Chart.Plain, values]);
    }

    private static string? Of(JsonNode at, string list, string name) => at[list]!.AsArray().FirstOrDefault(entry => (string?)entry!["name"] == name)?.ToJsonString();

    private static void Put(ApiDouble api, string resource, string name) => api.Store.Put(resource, new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = resource is "secrets" ? "Secret" : "ServiceAccount",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Chart.Namespace },
    });
}
