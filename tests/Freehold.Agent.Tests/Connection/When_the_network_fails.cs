using System.Diagnostics;
using Freehold.Agent.Connection;
using Freehold.Agent.Tests.Networks;
using Freehold.Agent.Tests.ScriptedControlPlane;

namespace Freehold.Agent.Tests.Connection;

public sealed class When_the_network_fails : AgentAndControlPlane
{
    [Test]
    public async Task A_black_hole_is_noticed_by_its_silence_and_left()
    {
        await StartControlPlaneAsync();
        await using var network = new TcpForwarder(ControlPlane.Port);
        await StartAgentAsync(network.Port, Authority);
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: TimeSpan.FromSeconds(1), silence: TimeSpan.FromSeconds(2));
        await stream.NextAsync(message => message.Heartbeat is not null);

        var stalled = Stopwatch.GetTimestamp();
        network.Stall();
        await Agent.LogsAsync(1112);

        Assert.That(Stopwatch.GetElapsedTime(stalled), Is.LessThan(TimeSpan.FromSeconds(5)));
        network.GoOn();
        await ControlPlane.NextWelcomedStreamAsync();
    }

    [Test]
    public async Task A_peer_that_is_heard_no_more_is_noticed_though_it_hears()
    {
        await StartControlPlaneAsync();
        await using var network = new TcpForwarder(ControlPlane.Port);
        await StartAgentAsync(network.Port, Authority);
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: TimeSpan.FromSeconds(1), silence: TimeSpan.FromSeconds(3));
        await stream.NextAsync(message => message.Heartbeat is not null);

        var stalled = Stopwatch.GetTimestamp();
        network.StallToClient();
        await Agent.LogsAsync(1112);

        Assert.That(Stopwatch.GetElapsedTime(stalled), Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    // The agent hears its heartbeats and cannot know; the control plane notices, and its last word gets through.
    [Test]
    public async Task A_peer_that_does_not_hear_ends_the_stream_and_that_is_heard()
    {
        await StartControlPlaneAsync();
        await using var network = new TcpForwarder(ControlPlane.Port);
        await StartAgentAsync(network.Port, Authority);
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: TimeSpan.FromSeconds(1));
        await stream.NextAsync(message => message.Heartbeat is not null);

        network.StallToTarget();
        await stream.SendAsync(Messages.Heartbeat());
        stream.Cut();

        await Agent.LogsAsync(1113);
    }

    // A stream may be silent for longer than the agent's own setting if the control plane says so; its pings do not wait for that.
    [Test]
    public async Task Pings_find_a_dead_peer_on_a_stream_that_may_be_silent_for_long()
    {
        await StartControlPlaneAsync();
        await using var network = new TcpForwarder(ControlPlane.Port);
        await StartAgentAsync(network.Port, Authority, "--controlplane:silence=3s");
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: TimeSpan.FromSeconds(30), silence: TimeSpan.FromMinutes(5));
        await Agent.LogsAsync(1101);

        network.Stall();

        await Agent.LogsAsync(1113, TimeSpan.FromSeconds(10));
    }

    [Test]
    public void By_default_a_dead_peer_is_noticed_within_thirty_seconds()
    {
        var silence = new ControlPlaneOptions().Silence;

        Assert.That(silence, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(30)));
        Assert.That(ControlPlaneDialler.PingDelay(silence) + ControlPlaneDialler.PingTimeout(silence), Is.LessThanOrEqualTo(TimeSpan.FromSeconds(30)));
        Assert.That(StreamSettings.Of(null, silence).Silence, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public async Task Heartbeats_keep_a_stream_on_which_nothing_else_is_said()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextStreamAsync();
        await stream.WelcomeAsync(heartbeat: TimeSpan.FromSeconds(1), silence: TimeSpan.FromSeconds(2));

        // Six of the agent's heartbeats take longer than two silences.
        for (var beat = 0; beat < 6; beat++)
        {
            await stream.SendAsync(Messages.Heartbeat());
            await stream.NextAsync(message => message.Heartbeat is not null, TimeSpan.FromSeconds(5));
        }

        Assert.That(ControlPlane.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task A_connection_that_leads_nowhere_is_left_as_well()
    {
        await using var nowhere = TcpForwarder.Serving((_, over) => Task.Delay(Timeout.Infinite, over));

        await StartAgentAsync(nowhere.Port, Authority, "--controlplane:connecttimeout=1s");

        await Agent.LogsAsync(1122);
    }

    [Test]
    public async Task A_control_plane_that_never_greets_is_left()
    {
        await StartAgentAsync("--controlplane:silence=2s");
        await ControlPlane.NextStreamAsync();

        await Agent.LogsAsync(1112);
        await ControlPlane.NextWelcomedStreamAsync();
    }

    [Test]
    public async Task A_cut_stream_is_opened_again()
    {
        await StartAgentAsync();
        var stream = await ControlPlane.NextWelcomedStreamAsync();
        await stream.NextAsync(message => message.Heartbeat is not null);

        stream.Cut();

        await ControlPlane.NextWelcomedStreamAsync();
        Assert.That((await Agent.LogsAsync(1113)).Level, Is.EqualTo(LogLevel.Information));
    }

    [Test]
    public async Task A_port_where_nothing_listens_is_told()
    {
        var gone = new TcpForwarder(0);
        await gone.DisposeAsync();

        await StartAgentAsync(gone.Port, Authority);

        Assert.That((await Agent.LogsAsync(1121)).Message, Does.Contain($"localhost:{gone.Port}"));
    }

    [Test]
    public async Task An_unknown_name_is_told()
    {
        await StartAgentAsync(port: 443, Authority, "--controlplane:endpoint=https://control-plane.invalid");

        Assert.That((await Agent.LogsAsync(1120)).Message, Does.Contain("control-plane.invalid"));
    }

    // The agent is started first, the control plane later, as after a power cut of the whole site.
    [Test]
    public async Task It_finds_a_control_plane_that_comes_later()
    {
        var reserved = new TcpForwarder(0);
        await reserved.DisposeAsync();
        await StartAgentAsync(reserved.Port, Authority);
        await Agent.LogsAsync(1121);

        await using var late = await ControlPlaneScript.StartAsync(Authority.Issue(), port: reserved.Port);

        await late.NextWelcomedStreamAsync();
    }
}
