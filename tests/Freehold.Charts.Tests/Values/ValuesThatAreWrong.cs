using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Values;

public sealed class ValuesThatAreWrong
{
    private static readonly TestCaseData[] Wrong =
    [
        new("controlPlane: {endpoint: \"http://freehold.example\"}", "/controlPlane/endpoint"),
        new("controlPlane: {endpoint: \"https://freehold.example/path\"}", "/controlPlane/endpoint"),
        new("controlPlane: {proxy: {url: \"http://user:password@proxy:3128\"}}", "/controlPlane/proxy/url"),
        new("controlPlane: {caBundle: {pem: \"MIIB\"}}", "/controlPlane/caBundle/pem"),
        new("size: XL", "/size"),
        new("replicas: 0", "/replicas"),
        new("replicas: \"2\"", "/replicas"),
        new("label: EU_Bank", "/label"),
        new("image: {digest: \"sha256:abc\"}", "/image/digest"),
        new("image: {registry: \"https://registry.example\"}", "/image/registry"),
        new("state: {existingClaim: Our_Claim}", "/state/existingClaim"),
        new("state: {size: 1}", "/state/size"),
        new("workers: {maxConcurrent: 1001}", "/workers/maxConcurrent"),
        new("workers: {maxPodsPerJob: 0}", "/workers/maxPodsPerJob"),
        new("kueue: {queue: Team_A}", "/kueue/queue"),
        new("workers: {serviceAccounts: {mine: {name: x}}}", "/workers/serviceAccounts"),
        new("workers: {extraEnv: [{name: FREEHOLD_ATTEMPT, value: x}]}", "/workers/extraEnv"),
        new("extraEnv: [{name: FREEHOLD_CONTROLPLANE__TOKEN, value: x}]", "/extraEnv"),
        new("settings: {\"ControlPlane:Token\": x}", "/settings"),
        new("settings: {Silence: 45s}", "/settings"),
        new("networkPolicy: {buckets: {cidrs: [bucket.example]}}", "/networkPolicy/buckets/cidrs"),
        new("networkPolicy: {buckets: {ports: [0]}}", "/networkPolicy/buckets/ports"),
        new("monitoring: {podMonitor: {interval: soon}}", "/monitoring/podMonitor/interval"),
    ];

    [TestCaseSource(nameof(Wrong))]
    public async Task Are_refused_by_name(string values, string place)
    {
        var result = await Chart.TryRenderAsync(HelmProgram.Four, [], [Chart.Plain, values]);

        Assert.That(result.ExitCode, Is.Not.Zero, "accepted");
        Assert.That(result.Told, Does.Contain($"at '{place}"));
    }

    [Test]
    public async Task A_proxy_whose_port_only_the_Secret_knows_asks_for_the_port()
    {
        const string Proxy = "controlPlane: {proxy: {existingSecret: proxy}}";

        var refused = await Chart.TryRenderAsync(HelmProgram.Four, [], [Chart.Plain, Proxy]);

        Assert.That(refused.ExitCode, Is.Not.Zero, "accepted");
        Assert.That(refused.Told, Does.Contain("networkPolicy.controlPlane.port"));
        Assert.That(await Chart.RenderAsync(Proxy, "networkPolicy: {controlPlane: {port: 3128}}"), Is.Not.Empty);
        Assert.That(await Chart.RenderAsync(Proxy, "networkPolicy: {enabled: false}"), Is.Not.Empty);
    }
}
