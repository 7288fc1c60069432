using Freehold.Agent.Assignments;
using Freehold.Agent.Journal;
using Freehold.Agent.Tests.Journal;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Assignments;

public sealed class When_the_inventory_is_full : AgentAndControlPlane
{
    private const int BytesOfAMessage = 1024 * 1024;

    // A control plane that hands out work and acknowledges nothing: the outbox has room for far more ends than a hello.
    [Test]
    public async Task Nothing_more_is_accepted_and_hello_stays_within_its_bound()
    {
        var storage = new MemoryStorage();
        var ended = Enumerable.Range(0, AgentCapacity.MostAttempts).Select(_ => Messages.NewAttempt(uint.MaxValue)).ToList();
        using (var journal = Records.Open(storage))
        {
            await journal.AppendAsync([.. ended.SelectMany(attempt => new[]
            {
                Records.Accepted(attempt), Records.Confirmed(attempt), Records.Event(attempt, ulong.MaxValue, happened => happened.Succeeded = new()),
            })]);
        }

        Replace = services => services.AddSingleton<IJournalStorage>(storage);
        await StartAgentAsync();
        var stream = await ControlPlane.NextStreamAsync();
        var hello = await stream.WelcomeAsync([Messages.Verdict(ended[0], InventoryDecision.Keep, acknowledged: 0)]);
        Assert.That(hello.Inventory, Has.Count.EqualTo(AgentCapacity.MostAttempts));
        Assert.That(new AgentMessage { Hello = hello }.CalculateSize(), Is.LessThan(BytesOfAMessage));
        Assert.That(hello.Capacity.MaxConcurrent, Is.Zero);

        await stream.SendAsync(Messages.Assign(Messages.Assignment(Messages.NewAttempt())));
        Assert.That((await stream.NextAnswersAsync()).Answers.Single().Reason, Is.EqualTo(RejectionReason.NoCapacity));

        await stream.SendAsync(Messages.Acknowledge(ended[0], ulong.MaxValue));
        await stream.NextAsync(message => message.Heartbeat is { Capacity.MaxConcurrent: 1 });
        await stream.StartAsync();
    }
}
