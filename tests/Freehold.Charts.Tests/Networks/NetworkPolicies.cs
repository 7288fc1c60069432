using System.Text.Json.Nodes;
using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Networks;

public sealed class NetworkPolicies
{
    [Test]
    public async Task Let_nobody_in()
    {
        foreach (var policy in (await Chart.RenderAsync()).Where(manifest => manifest.Kind is "NetworkPolicy" && !manifest.IsTest))
        {
            Assert.That(policy.At("spec.policyTypes")!.ToJsonString(), Is.EqualTo("""["Ingress","Egress"]"""), policy.ToString());
            Assert.That(policy.At("spec.ingress"), Is.Null, policy.ToString());
        }
    }

    [TestCase("", "53/UDP 53/TCP 443/TCP 443/TCP 6443/TCP", "53/UDP 53/TCP 443/TCP")]
    [TestCase("controlPlane: {endpoint: 'https://freehold.example:8443'}", "53/UDP 53/TCP 8443/TCP 443/TCP 6443/TCP", "53/UDP 53/TCP 443/TCP")]
    [TestCase("controlPlane: {endpoint: 'https://freehold.example'}", "53/UDP 53/TCP 443/TCP 443/TCP 6443/TCP", "53/UDP 53/TCP 443/TCP")]
    [TestCase("controlPlane: {proxy: {url: 'http://proxy:3128'}}", "53/UDP 53/TCP 3128/TCP 443/TCP 6443/TCP", "53/UDP 53/TCP 443/TCP 3128/TCP")]
    [TestCase("{controlPlane: {proxy: {url: 'http://proxy:3128'}}, workers: {useProxy: false}}", "53/UDP 53/TCP 3128/TCP 443/TCP 6443/TCP", "53/UDP 53/TCP 443/TCP")]
    [TestCase("networkPolicy: {apiServer: {ports: [16443]}, buckets: {ports: [443, 9000]}}", "53/UDP 53/TCP 443/TCP 16443/TCP", "53/UDP 53/TCP 443/TCP 9000/TCP")]
    public async Task Let_out_what_is_needed(string values, string agent, string workers)
    {
        var manifests = await Chart.RenderAsync(values);

        Assert.That(Ports(manifests.The("NetworkPolicy", "eu-bank-agent")), Is.EqualTo(agent));
        Assert.That(Ports(manifests.The("NetworkPolicy", "eu-bank-worker")), Is.EqualTo(workers));
    }

    [Test]
    public async Task Are_narrowed_by_address_ranges()
    {
        var manifests = await Chart.RenderAsync("networkPolicy: {controlPlane: {cidrs: [203.0.113.7/32]}, apiServer: {cidrs: [10.0.0.1/32]}, buckets: {cidrs: [198.51.100.0/24, '2001:db8::/32']}}");

        Assert.That(Ranges(manifests.The("NetworkPolicy", "eu-bank-agent")), Is.EqualTo("203.0.113.7/32 10.0.0.1/32"));
        Assert.That(Ranges(manifests.The("NetworkPolicy", "eu-bank-worker")), Is.EqualTo("198.51.100.0/24 2001:db8::/32"));
    }

    [Test]
    public async Task Let_those_in_who_collect_metrics()
    {
        var manifests = await Chart.RenderAsync("networkPolicy: {metricsFrom: [{namespaceSelector: {matchLabels: {name: monitoring}}}]}");

        Assert.That(
            manifests.The("NetworkPolicy", "eu-bank-agent").At("spec.ingress")!.ToJsonString(),
            Is.EqualTo("""[{"from":[{"namespaceSelector":{"matchLabels":{"name":"monitoring"}}}],"ports":[{"protocol":"TCP","port":9090}]}]"""));
        Assert.That(manifests.The("NetworkPolicy", "eu-bank-worker").At("spec.ingress"), Is.Null);
    }

    [Test]
    public async Task Take_further_ways_out()
    {
        var manifests = await Chart.RenderAsync("networkPolicy: {extraEgress: [{ports: [{port: 1}]}], workersExtraEgress: [{ports: [{port: 2}]}]}");

        Assert.That(Ports(manifests.The("NetworkPolicy", "eu-bank-agent")), Does.EndWith(" 1/"));
        Assert.That(Ports(manifests.The("NetworkPolicy", "eu-bank-worker")), Does.EndWith(" 2/"));
    }

    [Test]
    public async Task Select_exactly_the_pods_they_are_for()
    {
        var manifests = await Chart.RenderAsync();
        var agent = manifests.Agent().At("spec.template.metadata.labels")!.AsObject();
        var worker = manifests.WorkerTemplate().At("metadata.labels")!.AsObject();

        Assert.That(Selects(manifests.The("NetworkPolicy", "eu-bank-agent"), agent), Is.True);
        Assert.That(Selects(manifests.The("NetworkPolicy", "eu-bank-worker"), worker), Is.True);
        Assert.That(Selects(manifests.The("NetworkPolicy", "eu-bank-agent"), worker), Is.False);
        Assert.That(Selects(manifests.The("NetworkPolicy", "eu-bank-worker"), agent), Is.False);
    }

    [Test]
    public async Task No_Service_and_no_port_of_a_node_leads_in()
    {
        var manifests = await Chart.RenderAsync();

        Assert.That(manifests.Where(manifest => manifest.Kind is "Service" or "Ingress" && !manifest.IsTest), Is.Empty);
    }

    private static bool Selects(Manifest policy, JsonNode? labels) =>
        policy.At("spec.podSelector.matchLabels")!.AsObject().All(label => (string?)labels![label.Key] == (string?)label.Value);

    private static string Ports(Manifest policy) =>
        string.Join(' ', policy.At("spec.egress")!.AsArray().SelectMany(way => way!["ports"]!.AsArray()).Select(port => $"{port!["port"]}/{port["protocol"]}"));

    private static string Ranges(Manifest policy) =>
        string.Join(' ', policy.At("spec.egress")!.AsArray().SelectMany(way => way!["to"]!.AsArray()).Select(peer => peer!["ipBlock"]?["cidr"]).OfType<JsonNode>());
}
