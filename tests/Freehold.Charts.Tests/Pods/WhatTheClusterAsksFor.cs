using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Pods;

/// <summary>What customers set for the sake of their cluster arrives at the agent and at every worker, each with its own.</summary>
public sealed class WhatTheClusterAsksFor
{
    private static readonly TestCaseData[] Values =
    [
        new("nodeSelector: {pool: x}", "nodeSelector", """{"pool":"x"}"""),
        new("tolerations: [{key: x, operator: Exists}]", "tolerations", """[{"key":"x","operator":"Exists"}]"""),
        new("affinity: {podAntiAffinity: {}}", "affinity", """{"podAntiAffinity":{}}"""),
        new("topologySpreadConstraints: [{maxSkew: 1}]", "topologySpreadConstraints", """[{"maxSkew":1}]"""),
        new("priorityClassName: high", "priorityClassName", "\"high\""),
        new("extraEnv: [{name: A, value: b}]", "containers.0.env", """{"name":"A","value":"b"}"""),
        new("extraVolumes: [{name: v, emptyDir: {}}]", "volumes", """{"emptyDir":{},"name":"v"}"""),
        new("extraVolumeMounts: [{name: v, mountPath: /v}]", "containers.0.volumeMounts", """{"mountPath":"/v","name":"v"}"""),
    ];

    [TestCaseSource(nameof(Values))]
    public async Task Arrives_at_the_agent_only(string values, string place, string expected)
    {
        var manifests = await Chart.RenderAsync(values);

        Assert.That(manifests.Agent().At($"spec.template.spec.{place}")?.ToJsonString(), Does.Contain(expected));
        Assert.That(manifests.WorkerTemplate().At($"spec.{place}")?.ToJsonString() ?? "", Does.Not.Contain(expected));
    }

    [TestCaseSource(nameof(Values))]
    public async Task Arrives_at_workers_only(string values, string place, string expected)
    {
        var manifests = await Chart.RenderAsync($"workers: {{{(values.StartsWith('{') ? values[1..^1] : values)}}}");

        Assert.That(manifests.WorkerTemplate().At($"spec.{place}")?.ToJsonString(), Does.Contain(expected));
        Assert.That(manifests.Agent().At($"spec.template.spec.{place}")?.ToJsonString() ?? "", Does.Not.Contain(expected));
    }

    [Test]
    public async Task Labels_and_annotations_arrive()
    {
        var manifests = await Chart.RenderAsync("{commonLabels: {team: risk}, podLabels: {a: b}, podAnnotations: {c: d}, workers: {podLabels: {e: f}, podAnnotations: {g: h}}}");

        Assert.That(manifests.Select(manifest => (string?)manifest.At("metadata.labels.team")), Is.All.EqualTo("risk"));
        Assert.That((string?)manifests.Agent().At("spec.template.metadata.labels.a"), Is.EqualTo("b"));
        Assert.That((string?)manifests.Agent().At("spec.template.metadata.annotations.c"), Is.EqualTo("d"));
        Assert.That((string?)manifests.WorkerTemplate().At("metadata.labels.e"), Is.EqualTo("f"));
        Assert.That((string?)manifests.WorkerTemplate().At("metadata.labels.team"), Is.EqualTo("risk"));
        Assert.That((string?)manifests.WorkerTemplate().At("metadata.annotations.g"), Is.EqualTo("h"));
    }

    [Test]
    public async Task Proxy_and_authorities_arrive_at_both()
    {
        var manifests = await Chart.RenderAsync("controlPlane: {caBundle: {existingConfigMap: corporate, key: bundle.pem}, proxy: {url: 'http://proxy:3128', noProxy: [.bank.example, 10.0.0.1]}}");
        var worker = manifests.WorkerTemplate().ToJsonString();

        Assert.That(manifests.AgentEnvironment()["FREEHOLD_CONTROLPLANE__PROXY"], Is.EqualTo("http://proxy:3128"));
        Assert.That(worker, Does.Contain("""{"name":"HTTPS_PROXY","value":"http://proxy:3128"}""").And.Contain("""{"name":"NO_PROXY","value":".bank.example,10.0.0.1"}"""));
        Assert.That(worker, Does.Contain("""{"name":"SSL_CERT_DIR","value":"/etc/ssl/certs:/etc/freehold/ca"}""").And.Contain("\"mountPath\":\"/etc/freehold/ca\""));
        Assert.That(worker, Does.Contain("""{"configMap":{"items":[{"key":"bundle.pem","path":"ca.crt"}],"name":"corporate"},"name":"ca"}"""));
        Assert.That(manifests.Agent().Json.ToJsonString(), Does.Contain("""{"name":"ca","configMap":{"name":"corporate","items":[{"key":"bundle.pem","path":"ca.crt"}]}}"""));
    }

    [Test]
    public async Task Workers_may_do_without_the_proxy()
    {
        Assert.That((await Chart.RenderAsync("{controlPlane: {proxy: {url: 'http://proxy:3128'}}, workers: {useProxy: false}}")).WorkerTemplate().ToJsonString(), Does.Not.Contain("PROXY"));
    }
}
