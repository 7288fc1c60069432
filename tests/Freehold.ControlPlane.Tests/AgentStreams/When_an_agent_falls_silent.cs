using System.Diagnostics;
using Freehold.Testing;
using Grpc.Core;

namespace Freehold.ControlPlane.Tests.AgentStreams;

public sealed class When_an_agent_falls_silent : DeliveryFixture
{
    // The shortest that the options allow.
    private static readonly string[] Quick = ["AgentStreams:Heartbeat=1s", "AgentStreams:Silence=2s"];

    [Test]
    public async Task Its_stream_is_dropped_on_time_though_the_connection_stands()
    {
        var host = await StartAsync(Quick);
        var scripted = await ConnectAsync(host, await NewAgentAsync());
        var since = Stopwatch.StartNew();

        var (status, _) = await scripted.EndAsync();

        Assert.That(status.StatusCode, Is.EqualTo(StatusCode.Unavailable));
        Assert.That(since.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(1.8)).And.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(await ScalarAsync("select ending from agent_sessions"), Is.EqualTo("silent"));
    }

    [Test]
    public async Task Heartbeats_keep_it_and_are_written_down()
    {
        var host = await StartAsync([.. Quick, "AgentStreams:Record=100ms"]);
        var scripted = await ConnectAsync(host, await NewAgentAsync());
        using var beats = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var since = Stopwatch.StartNew();

        while (since.Elapsed < TimeSpan.FromSeconds(3) && await beats.WaitForNextTickAsync())
            await scripted.SendAsync(Messages.Heartbeat(maxConcurrent: 77));

        await Eventually.IsTrueAsync(async () =>
            await ScalarAsync("select max_concurrent = 77 and last_heard_at > connected_at + interval '2.2 seconds' and ended_at is null from agent_sessions") is true);
    }

    [Test]
    public async Task The_control_plane_itself_speaks_up_when_it_has_nothing_to_say()
    {
        var host = await StartAsync("AgentStreams:Heartbeat=1s", "AgentStreams:Silence=30s");
        var scripted = await ConnectAsync(host, await NewAgentAsync());

        await Eventually.IsTrueAsync(() => scripted.Heartbeats >= 2, TimeSpan.FromSeconds(10));
    }
}
