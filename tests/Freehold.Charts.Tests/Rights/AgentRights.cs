using System.Text.Json.Nodes;
using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Rights;

public sealed class AgentRights
{
    // In the namespace of nodes, and only when asked.
    private static readonly string[] OfNodesOnly = ["leases list"];

    [Test]
    public async Task Are_these_and_no_others()
    {
        var role = (await Chart.RenderAsync()).The("Role", "eu-bank-agent");

        Assert.That(role.At("rules")!.AsArray().Select(Rule), Is.EqualTo(
        [
            "batch jobs: create get list watch patch delete",
            " pods: list watch",
            " pods/log: get",
            " events: list watch",
            " resourcequotas: list",
            " secrets: create",
            "coordination.k8s.io leases: create",
            "coordination.k8s.io leases(freehold-agent-eu-bank): get update",
        ]));
    }

    [Test]
    public async Task Are_what_the_agent_asks_the_API_server_for()
    {
        var granted = (await Chart.RenderAsync()).The("Role", "eu-bank-agent").At("rules")!.AsArray()
            .SelectMany(rule => rule!["verbs"]!.AsArray().Select(verb => $"{rule.At("resources.0")} {verb}"));

        Assert.That(granted, Is.EquivalentTo(AgentCalls.All.Except(OfNodesOnly, StringComparer.Ordinal)));
    }

    [Test]
    public async Task Are_for_the_Lease_that_the_agent_asks_for([Values("", "label: other")] string values)
    {
        var manifests = await Chart.RenderAsync(values);

        Assert.That(manifests.The("Role", "eu-bank-agent").At("rules")!.AsArray().Select(rule => (string?)rule.At("resourceNames.0")).Last(),
            Is.EqualTo($"freehold-agent-{manifests.AgentEnvironment()["FREEHOLD_AGENT__LABEL"]}"));
    }

    [Test]
    public async Task Are_each_explained()
    {
        var page = Repository.Read("docs", "install.md");

        foreach (var rule in (await Chart.RenderAsync("rbac: {readNodeLeases: true}")).Where(manifest => manifest.Kind is "Role").SelectMany(role => role.At("rules")!.AsArray()))
            Assert.That(page, Does.Contain($"| `{rule!.At("resources.0")}` | {string.Join(", ", rule!["verbs"]!.AsArray())} |"));
    }

    [Test]
    public async Task Reach_no_further_than_the_namespace()
    {
        var manifests = await Chart.RenderAsync();

        Assert.That(manifests.Where(manifest => manifest.Kind.StartsWith("Cluster", StringComparison.Ordinal)), Is.Empty);
        Assert.That(manifests.Where(manifest => manifest.At("metadata.namespace") is not null), Is.Empty, "made elsewhere than in the release's namespace");
    }

    [Test]
    public async Task Reach_the_Leases_of_nodes_only_when_asked()
    {
        var added = (await Chart.RenderAsync("rbac: {readNodeLeases: true}")).Where(manifest => manifest.At("metadata.namespace") is not null).ToList();

        Assert.That(added.Select(manifest => (manifest.Kind, (string?)manifest.At("metadata.namespace"))), Is.EqualTo([("Role", "kube-node-lease"), ("RoleBinding", "kube-node-lease")]));
        Assert.That(added[0].At("rules")!.AsArray().Select(Rule), Is.EqualTo(["coordination.k8s.io leases: list"]));
        Assert.That(added[1].At("subjects.0")!.ToJsonString(), Is.EqualTo("""{"kind":"ServiceAccount","name":"eu-bank-agent","namespace":"freehold"}"""));
    }

    [Test]
    public async Task Are_bound_to_the_account_that_the_agent_has([Values("", "serviceAccount: {name: ours}")] string values)
    {
        var manifests = await Chart.RenderAsync(values);

        Assert.That(
            (string?)manifests.The("RoleBinding", "eu-bank-agent").At("subjects.0.name"),
            Is.EqualTo((string?)manifests.Agent().At("spec.template.spec.serviceAccountName")));
    }

    [Test]
    public async Task Are_somebody_else_s_business_where_that_is_asked()
    {
        var manifests = await Chart.RenderAsync("rbac: {create: false, readNodeLeases: true}");

        Assert.That(manifests.Where(manifest => manifest.Kind is "Role" or "RoleBinding"), Is.Empty);
    }

    private static string Rule(JsonNode? rule)
    {
        var names = rule!["resourceNames"] is JsonArray only ? $"({string.Join(' ', only)})" : "";
        return $"{string.Join(' ', rule["apiGroups"]!.AsArray())} {string.Join(' ', rule["resources"]!.AsArray())}{names}: {string.Join(' ', rule["verbs"]!.AsArray())}";
    }
}
