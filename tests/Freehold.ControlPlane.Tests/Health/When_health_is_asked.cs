using System.Net;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Hosting.Watchdogs;
using Freehold.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.ControlPlane.Tests.Health;

public sealed class When_health_is_asked
{
    private RunningControlPlane _controlPlane = null!;
    private HttpClient _probe = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _controlPlane = await RunningControlPlane.StartAsync().InTime();
        _probe = _controlPlane.ClientFor(null);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _probe.Dispose();
        await _controlPlane.DisposeAsync();
    }

    [Test]
    public async Task It_is_alive_and_ready_without_a_token()
    {
        Assert.That((await _probe.ReadAsync("/healthz")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await _probe.ReadAsync("/readyz")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_loop_that_stands_still_makes_it_unwell_until_it_goes_on()
    {
        using var watch = _controlPlane.Services.GetRequiredService<LoopWatchdogs>().Watch(new("a-loop", TimeSpan.FromMilliseconds(1), RestartCures: true));
        watch.WentRound();
        await Eventually.IsTrueAsync(async () => (await _probe.ReadAsync("/healthz")).Status == HttpStatusCode.ServiceUnavailable);
        Assert.That((await _probe.ReadAsync("/healthz")).Text, Does.Contain("the loop a-loop has made no progress for"));
        Assert.That((await _probe.ReadAsync("/metrics")).Text, Does.Contain("freehold_loop_age_seconds{loop=\"dispatch\"}"));

        watch.Waits();

        Assert.That((await _probe.ReadAsync("/healthz")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Without_its_database_it_is_alive_but_not_ready_and_requests_are_told_to_come_back()
    {
        await _controlPlane.Database.ShutOutAsync();

        Assert.That((await _probe.ReadAsync("/healthz")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await _probe.ReadAsync("/readyz")).Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await _controlPlane.Http.ReadAsync("/api/v1/me")).Problem, Is.EqualTo("unavailable"));

        await _controlPlane.Database.LetInAsync();
        Assert.That((await _probe.ReadAsync("/readyz")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await _controlPlane.Http.ReadAsync("/api/v1/me")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Metrics_tell_how_long_requests_take_by_route()
    {
        await _controlPlane.Http.ReadAsync("/api/v1/agents/some-agent");

        var metrics = await _probe.ReadAsync("/metrics");

        Assert.That(metrics.ContentType, Is.EqualTo("text/plain"));
        Assert.That(metrics.Text, Does.Contain("# TYPE http_server_request_duration_seconds histogram"));
        Assert.That(metrics.Text, Does.Match("""http_server_request_duration_seconds_count\{.*http_route="/api/v1/agents/\{label\}".*\} [1-9]"""));
        Assert.That(metrics.Text, Does.Contain("# TYPE kestrel_active_connections gauge"));
    }
}
