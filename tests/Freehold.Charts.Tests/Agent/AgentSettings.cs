using Freehold.Charts.Tests.Helm;
using Freehold.Hosting;

namespace Freehold.Charts.Tests.Agent;

/// <summary>The agent's environment, judged by the agent's own reading of it: an unknown setting or a wrong value stops its start.</summary>
public sealed class AgentSettings
{
    [TestCase("")]
    [TestCase("{label: other, replicas: 3, state: {existingClaim: ours}, workers: {maxConcurrent: 1000}}")]
    [TestCase("{workers: {maxPodsPerJob: 10000}, kueue: {queue: team-a.b}}")]
    [TestCase("controlPlane: {caBundle: {pem: '-----BEGIN CERTIFICATE-----'}, proxy: {url: 'http://proxy:3128'}}")]
    [TestCase("{logging: {level: debug, libraryLevel: none}, telemetry: {otlpEndpoint: 'http://collector:4318', otlpProtocol: http}, health: {address: '[::]'}}")]
    [TestCase("settings: {'ControlPlane:Silence': 45s, 'Outbox:MaxBytes': 134217728, 'Agent:MaxConcurrent': 2}")]
    [TestCase("workers: {scratch: {storageClass: fast}, image: {pullPolicy: Always}, podTemplate: {spec: {runtimeClassName: gvisor}}}")]
    public async Task Are_known_and_right(string values)
    {
        Assert.That(ProblemsOf(await Chart.RenderAsync(values)), Is.Null);
    }

    [Test]
    public async Task That_do_not_exist_would_be_found()
    {
        Assert.That(ProblemsOf(await Chart.RenderAsync("settings: {'ControlPlane:Silense': 45s}")), Does.Contain("did you mean ControlPlane:Silence"));
    }

    [Test]
    public async Task Of_the_customer_win_over_those_of_the_chart()
    {
        var environment = (await Chart.RenderAsync("settings: {'agent:maxconcurrent': 7, 'Outbox:MaxBytes': 134217728}")).AgentEnvironment();

        Assert.That(environment["FREEHOLD_AGENT__MAXCONCURRENT"], Is.EqualTo("7"));
        Assert.That(environment["FREEHOLD_OUTBOX__MAXBYTES"], Is.EqualTo("134217728"), "no exponent");
    }

    [Test]
    public async Task Hold_what_the_values_say()
    {
        var environment = (await Chart.RenderAsync("{label: other, controlPlane: {caBundle: {existingConfigMap: ca}}}")).AgentEnvironment();

        Assert.That(environment["FREEHOLD_CONTROLPLANE__ENDPOINT"], Is.EqualTo("https://freehold.example:443"));
        Assert.That(environment["FREEHOLD_AGENT__LABEL"], Is.EqualTo("other"));
        Assert.That(environment["FREEHOLD_AGENT__REPLICAID"], Does.Contain("metadata.name"));
        Assert.That(environment["FREEHOLD_CONTROLPLANE__CAFILE"], Is.EqualTo("/etc/freehold/ca/ca.crt"));
    }

    // Null when the agent would start.
    private static string? ProblemsOf(IReadOnlyList<Manifest> manifests)
    {
        using var folder = new TemporaryFolder();
        try
        {
            AgentInItsPod.PutTogether(manifests, folder);
            return null;
        }
        catch (StartRefusedException refused)
        {
            return refused.Message;
        }
    }
}
