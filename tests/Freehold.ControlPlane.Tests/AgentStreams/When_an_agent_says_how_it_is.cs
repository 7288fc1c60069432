using Freehold.Protocol.V1;
using Freehold.Testing;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.ControlPlane.Tests.AgentStreams;

public sealed class When_an_agent_says_how_it_is : DeliveryFixture
{
    [Test]
    public async Task What_is_wrong_is_written_down_until_it_says_so_no_more()
    {
        var host = await StartAsync("AgentStreams:Record=50ms");
        var scripted = await ConnectAsync(host, await NewAgentAsync());
        var unwell = Messages.Heartbeat();
        unwell.Heartbeat.Conditions.Add(new AgentCondition
        {
            Code = AgentConditionCode.LoopStalled,
            Subject = "outbox",
            Age = Duration.FromTimeSpan(TimeSpan.FromMinutes(2)),
            Count = 5,
        });
        unwell.Heartbeat.Conditions.Add(new AgentCondition { Code = (AgentConditionCode)99 });

        await scripted.SendAsync(unwell);
        await Eventually.IsTrueAsync(async () => await ScalarAsync(
            "select concat(conditions -> 0 ->> 'code', conditions -> 0 ->> 'subject', conditions -> 0 ->> 'count', conditions -> 1 ->> 'code') from agent_sessions")
            is "loop_stalledoutbox5unknown");
        Assert.That(await ScalarAsync("select (conditions -> 0 ->> 'ageSeconds')::float8 between 120 and 150 from agent_sessions"), Is.True);

        await scripted.SendAsync(Messages.Heartbeat());
        await Eventually.IsTrueAsync(async () => await ScalarAsync("select conditions::text from agent_sessions") is "[]");
    }

    [TestCase(90, "ahead")]
    [TestCase(-90, "behind")]
    public async Task A_clock_that_is_off_is_found(int seconds, string expected)
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var hello = Messages.Hello(agent);
        hello.Hello.Clock = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddSeconds(seconds));

        Own((await ScriptedAgent.ConnectAsync(host, agent, hello)).Agent);

        await FoundAsync(agent, "clock_skewed");
        Assert.That(await ScalarAsync("select evidence from agent_findings"), Does.EndWith(expected));
    }

    [Test]
    public async Task What_happened_again_after_an_hour_begins_anew()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        await ExecuteAsync($"""
            insert into agent_findings (agent_id, code, first_at, last_at, count, evidence)
            values ('{agent.Id}', 'clock_skewed', now() - interval '5 hours', now() - interval '2 hours', 9, '')
            """);
        var hello = Messages.Hello(agent);
        hello.Hello.Clock = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddHours(1));

        Own((await ScriptedAgent.ConnectAsync(host, agent, hello)).Agent);

        await Eventually.IsTrueAsync(async () => await ScalarAsync("select count = 1 and first_at > now() - interval '1 minute' from agent_findings") is true);
        await Eventually.IsTrueAsync(() => Logs.Lines.Count(line => line.EventId == 2705) == 1);
    }
}
