using System.Net;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Tests.Startup;
using Freehold.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.ControlPlane.Tests.Jobs;

public sealed class When_a_job_is_watched
{
    private RunningControlPlane _controlPlane = null!;
    private Guid _job;

    [SetUp]
    public async Task StartAsync()
    {
        _controlPlane = await RunningControlPlane.StartAsync().InTime();
        await _controlPlane.Http.AddAgentAsync("eu-bank");
        _job = (Guid)(await _controlPlane.Http.SubmitAsync(Requests.Document())).Json["id"]!;
    }

    [TearDown]
    public async Task StopAsync() => await _controlPlane.DisposeAsync();

    [Test]
    public async Task Each_change_is_sent_and_the_final_state_ends_the_stream()
    {
        using var watch = await WatchAsync();
        Assert.That((string?)(await watch.NextAsync())!.Job["state"], Is.EqualTo("queued"));

        await ChangeAsync("""progress = '{"rowsRead": 5, "elapsedSeconds": 1}'""");
        Assert.That((long)(await watch.NextAsync())!.Job["progress"]!["rowsRead"]!, Is.EqualTo(5));

        await _controlPlane.Http.SendJsonAsync($"{Requests.Jobs}/{_job}/cancel");
        Assert.That((string?)(await watch.NextAsync())!.Job["state"], Is.EqualTo("cancelled"));
        Assert.That(await watch.NextAsync(), Is.Null);
    }

    [Test]
    public async Task Who_comes_back_gets_what_changed_since_and_not_what_is_known()
    {
        string known;
        using (var watch = await WatchAsync())
            known = (await watch.NextAsync())!.Id;

        using (var again = await WatchAsync(known))
        {
            await ChangeAsync("waiting_reason = 'slot'");
            Assert.That((string?)(await again.NextAsync())!.Job["waitingReason"], Is.EqualTo("slot"));
        }

        await ChangeAsync("waiting_reason = 'quota'");
        using var late = await WatchAsync(known);
        Assert.That((string?)(await late.NextAsync())!.Job["waitingReason"], Is.EqualTo("quota"));
    }

    [Test]
    public async Task Who_knows_the_end_is_told_not_to_come_back()
    {
        await _controlPlane.Http.SendJsonAsync($"{Requests.Jobs}/{_job}/cancel");
        string known;
        using (var watch = await WatchAsync())
        {
            known = (await watch.NextAsync())!.Id;
            Assert.That(await watch.NextAsync(), Is.Null);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Requests.Jobs}/{_job}/watch");
        request.Headers.Add("Last-Event-ID", known);
        Assert.That((await _controlPlane.Http.SendAsync(request).InTime()).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task A_change_on_another_replica_is_seen_too()
    {
        await using var replica = await _controlPlane.StartReplicaAsync().InTime();
        using var watch = await WatchAsync();
        await watch.NextAsync();

        await replica.Http.SendJsonAsync($"{Requests.Jobs}/{_job}/cancel");

        Assert.That((string?)(await watch.NextAsync())!.Job["state"], Is.EqualTo("cancelled"));
    }

    [Test]
    public async Task A_stop_of_the_control_plane_ends_the_stream_and_does_not_wait_for_the_watcher()
    {
        var replica = await _controlPlane.StartReplicaAsync().InTime();
        using var watch = await JobWatch.OpenAsync(replica.Http, _job, null).InTime();
        await watch.NextAsync();

        await replica.DisposeAsync().InTime(TimeSpan.FromSeconds(10));

        Assert.That(await watch.NextAsync(), Is.Null);
    }

    private Task<JobWatch> WatchAsync(string? lastEventId = null) => JobWatch.OpenAsync(_controlPlane.Http, _job, lastEventId).InTime();

    private async Task ChangeAsync(string assignments)
    {
        await _controlPlane.Database.ExecuteAsync($"update jobs set {assignments} where id = '{_job}'");
        _controlPlane.Services.GetRequiredService<JobChanges>().Publish(_job);
    }
}
