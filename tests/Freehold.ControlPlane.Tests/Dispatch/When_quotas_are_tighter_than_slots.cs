using Freehold.ControlPlane.Tests.AgentStreams;
using Freehold.Protocol.V1;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Dispatch;

public sealed class When_quotas_are_tighter_than_slots : DeliveryFixture
{
    private DeliveryHost _host = null!;
    private TestAgent _agent = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _host = await base.StartAsync();
        _agent = await NewAgentAsync();
    }

    [Test]
    public async Task Little_more_is_handed_over_than_they_have_room_for()
    {
        await ConnectWithRoomForAsync(3);

        for (var job = 0; job < 8; job++)
            await QueueAsync(_agent, _host);

        await Eventually.IsTrueAsync(async () => (long)(await CountAsync("attempts"))! == 5);
        await QueueAsync(_agent, _host); // what wakes the dispatcher once more
        await Eventually.IsTrueAsync(async () => (long)(await CountAsync("jobs where state = 'queued'"))! == 4);
        Assert.That(await CountAsync("attempts"), Is.EqualTo(5L));
    }

    [Test]
    public async Task The_rest_goes_when_there_is_room()
    {
        var scripted = await ConnectWithRoomForAsync(0);
        for (var job = 0; job < 4; job++)
            await QueueAsync(_agent, _host);
        await Eventually.IsTrueAsync(async () => (long)(await CountAsync("attempts"))! == 2);

        await scripted.SendAsync(new() { Heartbeat = new() { Capacity = WithRoomFor(4) } });

        await Eventually.IsTrueAsync(async () => (long)(await CountAsync("attempts"))! == 4);
    }

    [Test]
    public async Task The_agent_shows_what_is_tightest()
    {
        var scripted = await ConnectWithRoomForAsync(3);

        Assert.That(await ScalarAsync($"select quota_workers || ' ' || quota_tightest from agent_sessions where agent_id = '{_agent.Id}'"), Is.EqualTo("3 requests.memory"));
        await scripted.SendAsync(new() { Heartbeat = new() { Capacity = Messages.Capacity(10) } });
        await Eventually.IsTrueAsync(async () => await ScalarAsync($"select quota_workers is null and quota_tightest = '' from agent_sessions where agent_id = '{_agent.Id}'") is true);
    }

    private async Task<ScriptedAgent> ConnectWithRoomForAsync(uint workers)
    {
        var hello = Messages.Hello(_agent);
        hello.Hello.Capacity = WithRoomFor(workers);
        return Own((await ScriptedAgent.ConnectAsync(_host, _agent, hello)).Agent);
    }

    private static Capacity WithRoomFor(uint workers)
    {
        var capacity = Messages.Capacity(10);
        capacity.QuotaWorkers = workers;
        capacity.QuotaTightest = "requests.memory";
        return capacity;
    }
}
