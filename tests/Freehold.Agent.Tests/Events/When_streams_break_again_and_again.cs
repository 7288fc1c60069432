using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Events;

public sealed class When_streams_break_again_and_again : AgentAndControlPlane
{
    private const int Cuts = 20;

    // The control plane of this test stores as the real one does: by (attempt, sequence), what it has already is dropped.
    [Test]
    public async Task Every_event_is_stored_once_and_in_order()
    {
        Worker.Does($$$"""
            {{{FakeWorker.ReportStarted}}}
            row=0
            while [ ! -e "$HERE/finish" ]; do
              row=$((row + 1)); echo "{\"progress\":{\"rowsRead\":$row}}"; sleep 0.1
            done
            {{{FakeWorker.ReportSucceeded}}}
            """);
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        var chance = new Random(seed);
        var stored = new SortedDictionary<ulong, JobEvent>();
        await StartAgentAsync();

        var stream = await ControlPlane.NextWelcomedStreamAsync();
        var attempt = await stream.StartAsync();
        var batches = 1;
        for (var cut = 0; cut < Cuts; cut++)
        {
            // Never twice in a row before the agent is sure to have heard something: its pauses would grow to a minute.
            batches = batches == 0 ? 1 : chance.Next(3);
            await StoreAsync(stream, batches, acknowledge: chance.Next(2) == 0);
            stream.Cut();
            stream = await ControlPlane.NextStreamAsync();
            await stream.WelcomeAsync([Messages.Verdict(attempt, InventoryDecision.Keep, chance.Next(2) == 0 ? Highest() : 0)]);
            await stream.SendAsync(Messages.Confirm(attempt)); // the first may have been lost with its stream
        }

        Worker.Release();
        while (!stored.Values.Any(Freehold.Agent.Journal.JobEventKinds.IsTerminal))
            await StoreAsync(stream, count: 1, acknowledge: true);

        Assert.That(stored.Keys, Is.EqualTo(Enumerable.Range(1, stored.Count).Select(number => (ulong)number)), "no gap");
        Assert.That(stored[1].Started, Is.Not.Null);
        Assert.That(stored.Values.SkipLast(1).Skip(1).Select(happened => happened.Progress.RowsRead), Is.Ordered);
        Assert.That(stored.Values.Last().Succeeded, Is.Not.Null);
        Assert.That(Worker.Calls, Has.Count.EqualTo(1));

        async Task StoreAsync(ScriptedStream from, int count, bool acknowledge)
        {
            for (var batch = 0; batch < count; batch++)
            {
                foreach (var happened in (await from.NextAsync(message => message.Events is not null)).Events.Events)
                {
                    if (!stored.TryAdd(happened.Sequence, happened))
                        Assert.That(happened, Is.EqualTo(stored[happened.Sequence]), "sent again, it is the same");
                    Assert.That(happened.Sequence, Is.LessThanOrEqualTo(Highest()), "none is left out");
                }

                if (acknowledge)
                    await from.SendAsync(Messages.Acknowledge(attempt, Highest()));
            }
        }

        ulong Highest() => stored.Count == 0 ? 0 : stored.Keys.Last();
    }
}
