using Freehold.ControlPlane.Dispatch;
using Freehold.Protocol.V1;
using Freehold.Testing;
using Grpc.Core;

namespace Freehold.ControlPlane.Tests.AgentStreams;

public sealed class When_replicas_of_an_agent_stand_by : DeliveryFixture
{
    private DeliveryHost _host = null!;
    private DeliveryHost _other = null!;
    private TestAgent _agent = null!;

    [SetUp]
    public async Task StartHostsAsync()
    {
        _host = await StartAsync("AgentStreams:Record=50ms");
        _other = await StartAsync("AgentStreams:Record=50ms");
        _agent = await NewAgentAsync();
    }

    [Test]
    public async Task The_leader_keeps_its_stream_and_all_the_work_wherever_they_connect()
    {
        var leader = await ConnectAsync(_host, _agent);
        var (here, welcome) = await StandByAsync(_host, "replica-1");
        var (there, _) = await StandByAsync(_other, "replica-2");

        var job = await RunAsync(_agent, _host, leader);
        _other.Get<DispatchSignal>().Sweep();
        await leader.SendAsync(Messages.Events(Messages.Succeeded(job, 1)));
        await leader.NextAsync(message => message.Acknowledged);

        Assert.That(welcome.Settings.Heartbeat, Is.Not.Null);
        Assert.That(await CountAsync("agent_standbys"), Is.EqualTo(2L));
        Assert.That(await ScalarAsync("select replica_id from agent_sessions where ended_at is null"), Is.EqualTo("replica-0"));
        here.HasNothingMore();
        there.HasNothingMore();
    }

    [Test]
    public async Task Without_a_leader_none_is_given_work()
    {
        var (standby, _) = await StandByAsync(_host, "replica-1");

        var job = await QueueAsync(_agent, _host);
        _host.Get<DispatchSignal>().Sweep();
        await standby.SendAsync(Messages.Heartbeat(maxConcurrent: 50));
        var leader = await ConnectAsync(_host, _agent);

        Assert.That((await leader.NextAsync(message => message.Assign)).Assignments.Single().Attempt, Is.EqualTo(Messages.Attempt(job)));
        standby.HasNothingMore();
    }

    [Test]
    public async Task Their_inventory_means_nothing()
    {
        var leader = await ConnectAsync(_host, _agent);
        var job = await RunAsync(_agent, _host, leader);
        var hello = Messages.StandsBy(_agent, "replica-1");
        hello.Hello.Inventory.Add(Messages.Holds(Guid.NewGuid(), AttemptPhase.Confirmed));

        var (standby, welcome) = await ScriptedAgent.ConnectAsync(_host, _agent, hello);
        Own(standby);

        Assert.That(welcome.Verdicts, Is.Empty);
        Assert.That(await AttemptAsync(job, 1, "state"), Is.EqualTo("confirmed"), "what it does not have is not lost");
    }

    [Test]
    public async Task One_that_reports_on_an_attempt_is_let_go_and_nothing_is_stored()
    {
        var leader = await ConnectAsync(_host, _agent);
        var job = await RunAsync(_agent, _host, leader);
        var (standby, _) = await StandByAsync(_host, "replica-1");

        await standby.SendAsync(Messages.Events(Messages.Succeeded(job, 1)));

        Assert.That((await standby.EndAsync()).Status.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        Assert.That(await CountAsync("events"), Is.Zero);
    }

    [Test]
    public async Task A_newer_stream_of_the_same_replica_takes_the_older_ones_place([Values] bool atAnotherReplica)
    {
        var (older, _) = await StandByAsync(_host, "replica-1");
        var (neighbour, _) = await StandByAsync(_host, "replica-2");

        var (newer, _) = await StandByAsync(atAnotherReplica ? _other : _host, "replica-1");

        await ReplacedAsync(older);
        await newer.SendAsync(Messages.Heartbeat());
        await neighbour.SendAsync(Messages.Heartbeat());
        Assert.That(await CountAsync("agent_standbys"), Is.EqualTo(2L));
    }

    [Test]
    public async Task One_that_leads_now_ends_the_old_leaders_session_and_stands_by_no_more([Values] bool atAnotherReplica)
    {
        var leader = await ConnectAsync(_host, _agent);
        var job = await RunAsync(_agent, _host, leader);
        var (standby, _) = await StandByAsync(_host, "replica-1");
        var hello = Messages.Hello(_agent, 10, Messages.Holds(job, AttemptPhase.Confirmed));
        hello.Hello.ReplicaId = "replica-1";
        hello.Hello.Role = ReplicaRole.Leader;

        var (leads, welcome) = await ScriptedAgent.ConnectAsync(atAnotherReplica ? _other : _host, _agent, hello);
        Own(leads);

        Assert.That(welcome.Verdicts.Single().Decision, Is.EqualTo(InventoryDecision.Keep));
        await ReplacedAsync(leader);
        await ReplacedAsync(standby);
        Assert.That(await CountAsync("agent_standbys"), Is.Zero);
        await leads.SendAsync(Messages.Events(Messages.Succeeded(job, 1)));
        await leads.NextAsync(message => message.Acknowledged);
        Assert.That(await JobAsync(job, "state"), Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task A_revocation_ends_them_too()
    {
        var (standby, _) = await StandByAsync(_host, "replica-1");
        var (there, _) = await StandByAsync(_other, "replica-2");

        await ExecuteAsync("update agent_tokens set revoked_at = now()");
        _host.Get<ControlPlane.AgentStreams.ConnectedAgents>().End(_agent.Id, RefusalReason.TokenRevoked);

        foreach (var ended in new[] { standby, there })
            Assert.That((await ended.EndAsync()).Trailers.GetValue("freehold-refusal"), Is.EqualTo("token_revoked"));
        await Eventually.IsTrueAsync(async () => (long)(await CountAsync("agent_standbys"))! == 0);
    }

    [Test]
    public async Task They_are_heard_and_struck_off_when_they_leave_and_when_nobody_saw_them_leave()
    {
        var (standby, _) = await StandByAsync(_host, "replica-1");
        var (leaves, _) = await StandByAsync(_host, "replica-2");
        await leaves.LeaveAsync();
        await Eventually.IsTrueAsync(async () => (long)(await CountAsync("agent_standbys"))! == 1);

        await ExecuteAsync("update agent_standbys set last_heard_at = now() - interval '20 seconds'");
        await standby.SendAsync(Messages.Heartbeat());
        await Eventually.IsTrueAsync(async () => await ScalarAsync("select last_heard_at > now() - interval '10 seconds' from agent_standbys") is true);

        // Again, should the control plane have taken a busy machine for an absence of its own.
        await Eventually.IsTrueAsync(async () =>
        {
            await ExecuteAsync("""
                update control_plane_presence set resumed_at = now() - interval '1 day';
                update agent_standbys set last_heard_at = now() - interval '61 seconds';
                """);
            return (long)(await CountAsync("agent_standbys"))! == 0;
        });
    }

    [Test]
    public async Task They_are_told_to_come_back_when_the_control_plane_stops()
    {
        var (standby, _) = await StandByAsync(_host, "replica-1");

        var stopping = _host.StopAsync();
        await standby.NextAsync(message => message.GoAway);
        await standby.LeaveAsync();
        await stopping.InTime();

        Assert.That(await CountAsync("agent_standbys"), Is.Zero);
    }

    private async Task<(ScriptedAgent Agent, Welcome Welcome)> StandByAsync(DeliveryHost host, string replicaId)
    {
        var (standby, welcome) = await ScriptedAgent.ConnectAsync(host, _agent, Messages.StandsBy(_agent, replicaId));
        return (Own(standby), welcome);
    }

    private static async Task ReplacedAsync(ScriptedAgent scripted) =>
        Assert.That((await scripted.EndAsync()).Trailers.GetValue("freehold-refusal"), Is.EqualTo("session_replaced"));
}
