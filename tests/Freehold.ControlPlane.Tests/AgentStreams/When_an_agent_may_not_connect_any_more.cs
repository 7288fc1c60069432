using Freehold.ControlPlane.AgentStreams;
using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.ControlPlane.Tests.AgentStreams;

public sealed class When_an_agent_may_not_connect_any_more : DeliveryFixture
{
    [Test]
    public async Task Its_stream_ends_with_the_reason()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);

        host.Get<ConnectedAgents>().End(agent.Id, RefusalReason.TokenRevoked);

        await EndsAsync(scripted, StatusCode.Unauthenticated, "token_revoked");
        Assert.That(await ScalarAsync("select ending from agent_sessions"), Is.EqualTo("refused"));
    }

    [TestCase("update agent_tokens set revoked_at = now()", StatusCode.Unauthenticated, "token_revoked")]
    [TestCase("update agent_tokens set expires_at = now()", StatusCode.Unauthenticated, "token_expired")]
    [TestCase("update agents set removed_at = now()", StatusCode.PermissionDenied, "agent_removed")]
    public async Task Its_stream_on_another_replica_ends_too(string change, StatusCode code, string reason)
    {
        var here = await StartAsync("AgentStreams:Record=50ms");
        var there = await StartAsync("AgentStreams:Record=50ms");
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(there, agent);

        await ExecuteAsync(change);
        here.Get<ConnectedAgents>().End(agent.Id, RefusalReason.TokenRevoked);

        await EndsAsync(scripted, code, reason);
    }

    [Test]
    public async Task It_is_noticed_with_the_next_heartbeat_though_no_replica_was_told()
    {
        var host = await StartAsync("AgentStreams:Record=50ms");
        var scripted = await ConnectAsync(host, await NewAgentAsync());
        await ExecuteAsync("update agent_tokens set revoked_at = now()");

        await scripted.SendAsync(Messages.Heartbeat());

        await EndsAsync(scripted, StatusCode.Unauthenticated, "token_revoked");
    }

    private static async Task EndsAsync(ScriptedAgent scripted, StatusCode code, string reason)
    {
        var (status, trailers) = await scripted.EndAsync();
        Assert.That(trailers.GetValue("freehold-refusal"), Is.EqualTo(reason), status.ToString());
        Assert.That(status.StatusCode, Is.EqualTo(code));
    }
}
