using System.Globalization;
using Freehold.ControlPlane.AgentStreams;
using Freehold.Testing;
using Grpc.Core;
using Npgsql;

namespace Freehold.ControlPlane.Tests.AgentStreams;

public sealed class When_many_agents_come_at_once : DeliveryFixture
{
    [Test]
    public async Task Some_wait_for_their_turn_and_the_others_are_told_when_to_come_back_before_they_cost_anything()
    {
        var host = await StartAsync("AgentStreams:WelcomesAtOnce=1", "AgentStreams:WelcomesWaiting=32");
        var agents = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => NewAgentAsync($"agent-{i}")));

        // No token can be looked up until this is over.
        await using var connection = await Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var held = new NpgsqlCommand("lock table agent_tokens in access exclusive mode", connection))
            await held.ExecuteNonQueryAsync();
        var streams = agents.Select(agent => Own(ScriptedAgent.Dial(host.Address, agent.TokenId))).ToList();
        var ends = streams.Select(stream => stream.EndAsync()).ToList();

        // One has the place, 32 wait; the one may still have counted as waiting when the last came.
        var turnedAway = await Task.WhenAll(await FirstOfAsync(ends, 27));
        Assert.That(ends.Count(end => !end.IsCompleted), Is.InRange(32, 33), "those wait");
        await transaction.RollbackAsync();

        foreach (var (status, trailers) in turnedAway)
        {
            Assert.That(status.StatusCode, Is.EqualTo(StatusCode.Unavailable));
            Assert.That(int.Parse(trailers.GetValue(WelcomeGate.RetryAfterTrailer)!, CultureInfo.InvariantCulture), Is.InRange(250, 2_000));
        }

        // One that comes as it is told to is welcomed.
        await WelcomedAsToldAsync(host, agents[0]).InTime();
    }

    [Test]
    public async Task All_are_back_when_they_come_as_they_are_told()
    {
        var host = await StartAsync("AgentStreams:WelcomesAtOnce=1", "AgentStreams:WelcomesWaiting=32");
        var agents = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => NewAgentAsync($"agent-{i}")));

        await Task.WhenAll(agents.Select(agent => WelcomedAsToldAsync(host, agent))).InTime();

        Assert.That(host.Get<ConnectedAgents>().Count, Is.EqualTo(100));
    }

    [Test]
    public async Task While_the_database_is_away_each_is_told_when_to_come_back()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        await Database.ShutOutAsync();

        await using var scripted = ScriptedAgent.Dial(host.Address, agent.TokenId);
        var (status, trailers) = await scripted.EndAsync();
        await Database.LetInAsync();
        Source.Clear();

        Assert.That(status.StatusCode, Is.EqualTo(StatusCode.Unavailable));
        Assert.That(trailers.GetValue(WelcomeGate.RetryAfterTrailer), Is.Not.Null);
    }

    private async Task WelcomedAsToldAsync(DeliveryHost host, TestAgent agent)
    {
        while (true)
        {
            var scripted = ScriptedAgent.Dial(host.Address, agent.TokenId);
            try
            {
                await scripted.SendAsync(Messages.Hello(agent));
                await scripted.NextAsync(message => message.Welcome);
                Own(scripted);
                return;
            }
            catch (Exception e) when (e is RpcException or System.Threading.Channels.ChannelClosedException)
            {
                var (_, trailers) = await scripted.EndAsync();
                await scripted.DisposeAsync();
                // What an agent does: not a wait for the test's sake.
                await Task.Delay(int.Parse(trailers.GetValue(WelcomeGate.RetryAfterTrailer)!, CultureInfo.InvariantCulture));
            }
        }
    }

    private static async Task<IEnumerable<Task<(Status Status, Metadata Trailers)>>> FirstOfAsync(
        IEnumerable<Task<(Status Status, Metadata Trailers)>> ends, int count)
    {
        var open = ends.ToList();
        var ended = new List<Task<(Status Status, Metadata Trailers)>>();
        while (ended.Count < count)
        {
            var next = await Task.WhenAny(open).InTime();
            open.Remove(next);
            ended.Add(next);
        }

        return ended;
    }
}
