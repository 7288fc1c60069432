using Freehold.Agent.Journal;
using Freehold.Agent.Tests.ScriptedControlPlane;

namespace Freehold.Agent.Tests.Journal;

public sealed class When_many_write_at_once
{
    [Test]
    public async Task Those_who_wait_share_one_flush()
    {
        using var firstIsFlushing = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var storage = new MemoryStorage();
        using var journal = Records.Open(storage);
        storage.BeforeFlush = () =>
        {
            firstIsFlushing.Set();
            goOn.Wait(TimeLimit.Default);
        };

        var first = Task.Run(() => journal.AppendAsync(Records.Accepted(Messages.NewAttempt())));
        Assert.That(firstIsFlushing.Wait(TimeLimit.Default));
        var others = Enumerable.Range(0, 100).Select(_ => journal.AppendAsync(Records.Accepted(Messages.NewAttempt()))).ToList();
        goOn.Set();
        await Task.WhenAll(others.Append(first)).InTime();

        Assert.That(journal.Attempts, Has.Count.EqualTo(101));
        Assert.That(storage.Flushes, Is.EqualTo(2));
    }

    [Test]
    public async Task What_is_read_is_on_disk_already()
    {
        var storage = new MemoryStorage();
        using var journal = Records.Open(storage);
        var attempt = Messages.NewAttempt();
        JournaledAttempt? seenBeforeFlush = null;
        storage.BeforeFlush = () => seenBeforeFlush = journal.Find(attempt);

        await journal.AppendAsync(Records.Accepted(attempt));

        Assert.That(seenBeforeFlush, Is.Null);
        Assert.That(journal.Find(attempt), Is.Not.Null);
    }

    [Test]
    public async Task Records_that_need_not_survive_a_power_cut_cost_no_flush()
    {
        var storage = new MemoryStorage();
        using var journal = Records.Open(storage);
        var attempt = Messages.NewAttempt();
        await journal.AppendAsync(Records.Accepted(attempt), Records.Event(attempt, 1));

        await journal.AppendAsync([Records.Acknowledged(attempt, 1)], Survives.ProcessEnd, CancellationToken.None);

        Assert.That(storage.Flushes, Is.EqualTo(1));
        using var afterProcessEnd = Records.Open(new MemoryStorage { Written = storage.Written });
        Assert.That(afterProcessEnd.Find(attempt)!.Acknowledged, Is.EqualTo(1));
    }
}
