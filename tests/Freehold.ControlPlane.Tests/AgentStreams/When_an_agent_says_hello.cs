using Freehold.ControlPlane.AgentStreams;
using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.ControlPlane.Tests.AgentStreams;

public sealed class When_an_agent_says_hello : DeliveryFixture
{
    [Test]
    public async Task It_is_welcomed_with_the_settings_and_its_row_says_where_it_is()
    {
        var host = await StartAsync("AgentStreams:Heartbeat=7s", "AgentStreams:Silence=20s", "AgentStreams:EventWindow=5");
        var agent = await NewAgentAsync();

        var (scripted, welcome) = await ScriptedAgent.ConnectAsync(host, agent, maxConcurrent: 3);
        Own(scripted);

        Assert.That(welcome.ProtocolVersion, Is.EqualTo(1));
        Assert.That(welcome.Settings.Heartbeat.ToTimeSpan(), Is.EqualTo(TimeSpan.FromSeconds(7)));
        Assert.That(welcome.Settings.Silence.ToTimeSpan(), Is.EqualTo(TimeSpan.FromSeconds(20)));
        Assert.That(welcome.Settings.EventWindow, Is.EqualTo(5));
        Assert.That(await ScalarAsync("select session_id from agent_sessions where ended_at is null and max_concurrent = 3"),
            Is.EqualTo(Guid.Parse(welcome.SessionId)));
    }

    [Test]
    public async Task Without_a_token_it_is_refused()
    {
        var host = await StartAsync();
        await using var scripted = ScriptedAgent.Dial(host.Address, token: null);

        await RefusedAsync(scripted, StatusCode.Unauthenticated, "token_missing");
    }

    [Test]
    public async Task With_another_agents_token_it_is_refused_and_the_owner_of_the_token_can_see_it()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync("eu-bank");
        var other = await NewAgentAsync("us-bank");
        await using var scripted = ScriptedAgent.Dial(host.Address, other.TokenId);

        await scripted.SendAsync(Messages.Hello(agent));

        await RefusedAsync(scripted, StatusCode.PermissionDenied, "token_of_another_agent");
        Assert.That(await ScalarAsync("select refusal from agents where label = 'us-bank'"), Is.EqualTo("token_of_another_agent"));
        Assert.That(await CountAsync("agent_sessions"), Is.Zero);
    }

    [Test]
    public async Task A_refusal_is_forgotten_with_the_next_good_hello()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        await ExecuteAsync("update agents set refusal = 'token_expired', refused_at = now()");

        await ConnectAsync(host, agent);

        Assert.That(await ScalarAsync("select refusal is null and refused_at is null from agents"), Is.True);
    }

    [Test]
    public async Task Too_late_it_is_let_go()
    {
        var host = await StartAsync("AgentStreams:HelloTimeout=100ms");
        await using var scripted = ScriptedAgent.Dial(host.Address, (await NewAgentAsync()).TokenId);

        var (status, _) = await scripted.EndAsync();

        Assert.That(status.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(status.Detail, Does.Contain("hello"));
    }

    [Test]
    public async Task With_something_else_first_it_is_let_go()
    {
        var host = await StartAsync();
        await using var scripted = ScriptedAgent.Dial(host.Address, (await NewAgentAsync()).TokenId);

        await scripted.SendAsync(Messages.Heartbeat());

        Assert.That((await scripted.EndAsync()).Status.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
    }

    [Test]
    public async Task With_no_protocol_version_in_common_it_is_refused()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        await using var scripted = ScriptedAgent.Dial(host.Address, agent.TokenId);
        var hello = Messages.Hello(agent);
        hello.Hello.ProtocolVersion = 0;

        await scripted.SendAsync(hello);

        await RefusedAsync(scripted, StatusCode.PermissionDenied, "version");
    }

    [Test]
    public async Task A_newer_version_speaks_ours()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        await using var scripted = ScriptedAgent.Dial(host.Address, agent.TokenId);
        var hello = Messages.Hello(agent);
        hello.Hello.ProtocolVersion = 2;

        await scripted.SendAsync(hello);

        Assert.That((await scripted.NextAsync(message => message.Welcome)).ProtocolVersion, Is.EqualTo(1));
    }

    [Test]
    public async Task Twice_the_newer_stream_stays_and_the_older_is_told_why_it_ends()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var older = await ConnectAsync(host, agent);

        var newer = await ConnectAsync(host, agent);

        await RefusedAsync(older, StatusCode.PermissionDenied, "session_replaced");
        await RunAsync(agent, host, newer);
        Assert.That(await ScalarAsync("select ended_at is null from agent_sessions"), Is.True);
    }

    [Test]
    public async Task At_another_replica_the_older_stream_ends_too_and_gets_no_more_work()
    {
        var here = await StartAsync("AgentStreams:Record=50ms");
        var there = await StartAsync("AgentStreams:Record=50ms");
        var agent = await NewAgentAsync();
        var older = await ConnectAsync(here, agent);

        var newer = await ConnectAsync(there, agent);

        await RefusedAsync(older, StatusCode.PermissionDenied, "session_replaced");
        older.HasNothingMore();
        await RunAsync(agent, here, newer);
    }

    private static IEnumerable<TestCaseData> BadHellos()
    {
        yield return Bad("an empty label", hello => hello.Label = "");
        yield return Bad("a long version", hello => hello.AgentVersion = new('1', 65));
        yield return Bad("no replica", hello => hello.ReplicaId = "");
        yield return Bad("a boot that is no UUID", hello => hello.BootId = "1");
        yield return Bad("no capacity", hello => hello.Capacity = null);
        yield return Bad("too many kinds", hello => hello.Capacity.Kinds.AddRange(Enumerable.Repeat("transform", 17)));
        yield return Bad("a long executor", hello => hello.Executor = new('x', 33));
        yield return Bad("an entry without attempt", hello => hello.Inventory.Add(new InventoryEntry()));
        yield return Bad("attempt 0", hello => hello.Inventory.Add(Messages.Holds(Guid.NewGuid(), AttemptPhase.Accepted, number: 0)));
        yield return Bad("a bound in bytes, not letters", hello => hello.ReplicaId = new('é', 127));
        yield return Bad("an attempt twice", hello =>
            hello.Inventory.AddRange(Enumerable.Repeat(Messages.Holds(Guid.NewGuid(), AttemptPhase.Accepted), 2)));
        yield return Bad("10,001 entries", hello =>
            hello.Inventory.AddRange(Enumerable.Range(0, 10_001).Select(_ => Messages.Holds(Guid.NewGuid(), AttemptPhase.Accepted))));
    }

    [TestCaseSource(nameof(BadHellos))]
    public void A_hello_out_of_bounds_is_named(Hello hello)
    {
        Assert.That(AgentHello.ProblemOf(hello), Is.Not.Null);
    }

    [Test]
    public void A_hello_at_its_bounds_is_good()
    {
        var hello = Good();
        hello.ReplicaId = new('r', 253);
        hello.Inventory.AddRange(Enumerable.Range(0, 10_000).Select(_ => Messages.Holds(Guid.NewGuid(), AttemptPhase.Accepted)));

        Assert.That(AgentHello.ProblemOf(hello), Is.Null);
    }

    private static TestCaseData Bad(string name, Action<Hello> spoil)
    {
        var hello = Good();
        spoil(hello);
        return new TestCaseData(hello).SetArgDisplayNames(name);
    }

    private static Hello Good() => Messages.Hello(new(Guid.NewGuid(), "eu-bank", Guid.NewGuid())).Hello;

    private static async Task RefusedAsync(ScriptedAgent scripted, StatusCode code, string reason)
    {
        var (status, trailers) = await scripted.EndAsync();
        Assert.That(trailers.GetValue("freehold-refusal"), Is.EqualTo(reason), status.ToString());
        Assert.That(status.StatusCode, Is.EqualTo(code));
    }
}
