using System.Diagnostics;
using Freehold.ControlPlane.AgentStreams;
using Freehold.Testing;
using Grpc.Core;

namespace Freehold.ControlPlane.Tests.AgentStreams;

public sealed class When_the_control_plane_stops : DeliveryFixture
{
    [Test]
    public async Task Agents_are_told_to_come_back_each_in_its_own_time_and_leave_in_good_order()
    {
        var host = await StartAsync("AgentStreams:Drain=30s", "AgentStreams:ReturnWithin=10s");
        var scripted = await ConnectAsync(host, await NewAgentAsync());

        var stopping = host.StopAsync();
        var goAway = await scripted.NextAsync(message => message.GoAway);
        await scripted.LeaveAsync();
        await stopping.InTime(TimeSpan.FromSeconds(20));

        Assert.That(goAway.RetryAfter.ToTimeSpan(), Is.InRange(TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        Assert.That((await scripted.EndAsync()).Status.StatusCode, Is.EqualTo(StatusCode.OK));
    }

    [Test]
    public async Task Events_that_are_on_their_way_are_still_stored()
    {
        var host = await StartAsync("AgentStreams:Drain=30s");
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);
        var job = await RunAsync(agent, host, scripted);

        var stopping = host.StopAsync();
        await scripted.NextAsync(message => message.GoAway);
        await scripted.SendAsync(Messages.Events(Messages.Succeeded(job, 1)));
        await scripted.NextAsync(message => message.Acknowledged);
        await scripted.LeaveAsync();
        await stopping.InTime(TimeSpan.FromSeconds(20));

        Assert.That(await JobAsync(job, "state"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task An_agent_that_was_just_coming_is_told_when_to_come_back_and_holds_nothing_up()
    {
        var host = await StartAsync("AgentStreams:Drain=30s");
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, await NewAgentAsync("other"));
        await using var coming = ScriptedAgent.Dial(host.Address, agent.TokenId);
        await Eventually.IsTrueAsync(() => Logs.Lines.Count(line => line.Message.Contains("Executing endpoint", StringComparison.Ordinal)) == 2);

        var stopping = host.StopAsync();
        await scripted.NextAsync(message => message.GoAway);
        await coming.SendAsync(Messages.Hello(agent));
        var (status, trailers) = await coming.EndAsync();
        await scripted.LeaveAsync();
        await stopping.InTime(TimeSpan.FromSeconds(20));

        Assert.That(status.StatusCode, Is.EqualTo(StatusCode.Unavailable));
        Assert.That(trailers.GetValue("freehold-retry-after"), Is.Not.Null);
    }

    [Test]
    public async Task An_agent_that_does_not_leave_is_let_go()
    {
        var host = await StartAsync("AgentStreams:Drain=200ms");
        var scripted = await ConnectAsync(host, await NewAgentAsync());
        var since = Stopwatch.StartNew();

        await host.StopAsync().InTime();

        await scripted.EndAsync();
        Assert.That(since.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(await ScalarAsync("select ending from agent_sessions"), Is.EqualTo("control_plane_stopping"));
    }

    [Test]
    public async Task An_agent_that_was_told_to_go_gets_no_more_work()
    {
        var host = await StartAsync("AgentStreams:Drain=30s");
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);
        var turn = host.Get<ConnectedAgents>().Find(agent.Id)!.RoomTurn;

        var stopping = host.StopAsync();
        await scripted.NextAsync(message => message.GoAway);
        await Eventually.IsTrueAsync(() => turn.TryTake(), what: "a claim that was under way before is over");
        turn.Release();
        var job = await QueueAsync(agent, host);
        await scripted.SendAsync(Messages.Events(Messages.Started(Guid.NewGuid(), 1)));
        await scripted.NextAsync(message => message.Acknowledged);
        await scripted.LeaveAsync();
        await stopping.InTime(TimeSpan.FromSeconds(20));

        Assert.That(await JobAsync(job, "state"), Is.EqualTo("queued"));
    }
}
