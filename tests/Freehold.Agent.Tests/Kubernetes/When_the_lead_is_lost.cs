using Freehold.Agent.Kubernetes;
using Freehold.Agent.Leadership;
using Freehold.Testing.Kubernetes;
using k8s;
using k8s.Models;

namespace Freehold.Agent.Tests.Kubernetes;

/// <summary>What a replica still has under way when it leads no more.</summary>
public sealed class When_the_lead_is_lost
{
    private const string Namespace = "jobs";

    private readonly ManualTimeProvider _time = new();
    private ServiceProvider _services = null!;
    private ApiDouble _api = null!;
    private LeadTerm _term = null!;
    private ClusterConnection _cluster = null!;

    [SetUp]
    public async Task Start()
    {
        _services = new ServiceCollection().AddMetrics().AddSingleton<KubernetesMetrics>().BuildServiceProvider();
        _api = await ApiDouble.StartAsync(_time);
        _term = new(_time);
        _term.Extend(_time.GetTimestamp(), TimeSpan.FromSeconds(10));
        _cluster = new(
            new KubernetesClientConfiguration { Host = _api.Address.ToString() }, new KubernetesOptions { Namespace = Namespace, QueriesPerSecond = 1, Burst = 1 },
            _services.GetRequiredService<KubernetesMetrics>(), _time, new LeaderWrites(_term));
    }

    [TearDown]
    public async Task Stop()
    {
        _cluster.Dispose();
        await _services.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Test]
    public async Task A_write_that_waited_for_its_turn_is_not_sent()
    {
        await MakeAsync("first").InTime();
        var waits = MakeAsync("second");
        _term.Lapse();
        _time.Advance(TimeSpan.FromSeconds(2));

        var refused = Assert.ThrowsAsync<HttpRequestException>(() => waits.InTime());
        Assert.That(ApiFailure.Of(refused).IsTransient, Is.True, "so that nobody takes it for an answer of the cluster");
        Assert.That(_api.Requests, Is.EqualTo(new[] { "POST secrets" }));
    }

    [Test]
    public async Task Reading_and_asking_for_the_lead_go_on()
    {
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.That(_term.IsOn, Is.False);

        await _cluster.Api.CoreV1.ListNamespacedPodAsync(Namespace, cancellationToken: CancellationToken.None).InTime();
        _time.Advance(TimeSpan.FromSeconds(2));
        await _cluster.Api.CoordinationV1.CreateNamespacedLeaseAsync(
            new() { Metadata = new() { Name = "l" }, Spec = new() { HolderIdentity = "me" } }, Namespace, cancellationToken: CancellationToken.None).InTime();

        Assert.That(_api.Requests, Is.EqualTo(new[] { "GET pods", "POST leases" }));
    }

    private Task MakeAsync(string name) =>
        _cluster.Api.CoreV1.CreateNamespacedSecretAsync(new V1Secret { Metadata = new() { Name = name } }, Namespace, cancellationToken: CancellationToken.None);
}
