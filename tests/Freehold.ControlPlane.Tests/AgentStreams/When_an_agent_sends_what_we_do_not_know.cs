using Freehold.Protocol.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Freehold.ControlPlane.Tests.AgentStreams;

public sealed class When_an_agent_sends_what_we_do_not_know : DeliveryFixture
{
    [Test]
    public async Task A_kind_of_message_from_a_newer_version_is_ignored()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        var scripted = await ConnectAsync(host, agent);
        // Field 99, length-delimited, two bytes.
        var newer = AgentMessage.Parser.ParseFrom((byte[])[0x9A, 0x06, 0x02, 0x08, 0x01]);
        Assert.That(newer.KindCase, Is.EqualTo(AgentMessage.KindOneofCase.None));

        await scripted.SendAsync(newer);
        await scripted.SendAsync(Messages.Hello(agent));

        await RunAsync(agent, host, scripted);
    }

    [Test]
    public async Task A_field_from_a_newer_version_is_ignored()
    {
        var host = await StartAsync();
        var agent = await NewAgentAsync();
        await using var scripted = ScriptedAgent.Dial(host.Address, agent.TokenId);
        var hello = Messages.Hello(agent).ToByteArray();

        // The same field of the message once more, with an unknown field inside: protobuf merges the two.
        await scripted.SendAsync(AgentMessage.Parser.ParseFrom([.. hello, 0x0A, 0x03, 0x98, 0x06, 0x01]));

        await scripted.NextAsync(message => message.Welcome);
    }

    [Test]
    public async Task A_message_over_its_limit_ends_the_stream()
    {
        var host = await StartAsync();
        var scripted = await ConnectAsync(host, await NewAgentAsync());
        var events = Messages.Events(Enumerable.Range(0, 1).Select(_ => Messages.At(Guid.NewGuid(), 1, 1, happened =>
            happened.Started = new() { WorkerVersion = new('v', 1_100_000) })));

        try
        {
            await scripted.SendAsync(events);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            // The length comes first: the control plane may end the stream before all of the message is out.
        }

        Assert.That((await scripted.EndAsync()).Status.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
    }

    [Test]
    public async Task Too_many_answers_in_one_message_end_the_stream()
    {
        var host = await StartAsync();
        var scripted = await ConnectAsync(host, await NewAgentAsync());
        var assign = new Assign { CommandId = Guid.NewGuid().ToString(), Attempt = Messages.Attempt(Guid.NewGuid()) };

        await scripted.SendAsync(Messages.Accept(Enumerable.Repeat(assign, 501)));

        Assert.That((await scripted.EndAsync()).Status.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
    }
}
