using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Packaging;

public sealed class PartsThatAreOff
{
    private static readonly TestCaseData[] Parts =
    [
        new("networkPolicy: {enabled: true}", "networkPolicy: {enabled: false}", new[] { "NetworkPolicy/eu-bank-agent", "NetworkPolicy/eu-bank-preflight", "NetworkPolicy/eu-bank-test", "NetworkPolicy/eu-bank-worker" }),
        new("", "preflight: {enabled: false}", new[] { "Job/eu-bank-preflight", "NetworkPolicy/eu-bank-preflight" }),
        new("rbac: {create: true}", "rbac: {create: false}", new[] { "Role/eu-bank-agent", "RoleBinding/eu-bank-agent" }),
        new("rbac: {readNodeLeases: true}", "", new[] { "Role/freehold-eu-bank-agent", "RoleBinding/freehold-eu-bank-agent" }),
        new("monitoring: {podMonitor: {enabled: true}}", "", new[] { "PodMonitor/eu-bank-agent" }),
        new("monitoring: {prometheusRule: {enabled: true}}", "", new[] { "PrometheusRule/eu-bank-agent" }),
        new("monitoring: {dashboard: {enabled: true}}", "", new[] { "ConfigMap/eu-bank-agent-dashboard" }),
        new("controlPlane: {caBundle: {pem: '-----BEGIN CERTIFICATE-----'}}", "", new[] { "ConfigMap/eu-bank-agent-ca" }),
        new("controlPlane: {caBundle: {pem: '-----BEGIN CERTIFICATE-----'}}", "controlPlane: {caBundle: {pem: '-----BEGIN CERTIFICATE-----', existingConfigMap: ours}}", new[] { "ConfigMap/eu-bank-agent-ca" }),
        new("serviceAccount: {name: ''}", "serviceAccount: {name: ours}", new[] { "ServiceAccount/eu-bank-agent" }),
        new("credentials: {existingSecret: '', token: t}", "", new[] { "Secret/eu-bank-agent-token" }),
        new("", "podDisruptionBudget: {enabled: false}", new[] { "PodDisruptionBudget/eu-bank-agent" }),
    ];

    [TestCaseSource(nameof(Parts))]
    public async Task Leave_nothing_behind(string on, string off, string[] parts)
    {
        var with = (await Chart.RenderAsync(on)).Select(manifest => manifest.ToString()).ToList();
        var without = (await Chart.RenderAsync(off)).Select(manifest => manifest.ToString()).ToList();

        Assert.That(with.Except(without, StringComparer.Ordinal), Is.EquivalentTo(parts));
        Assert.That(without.Except(with, StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public async Task Tests_are_dropped_with_all_they_need()
    {
        var manifests = await Chart.RenderAsync(HelmProgram.Four, ["--skip-tests"], []);

        Assert.That(manifests.Where(manifest => (string?)manifest.At("metadata.labels")!["app.kubernetes.io/component"] == "test"), Is.Empty);
        Assert.That((await Chart.RenderAsync()).Except(manifests).Select(manifest => manifest.Kind).Distinct(StringComparer.Ordinal), Is.SupersetOf(["Pod", "Service"]));
    }
}
