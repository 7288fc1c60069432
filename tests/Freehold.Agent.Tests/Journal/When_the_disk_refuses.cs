using Freehold.Agent.Tests.ScriptedControlPlane;

namespace Freehold.Agent.Tests.Journal;

public sealed class When_the_disk_refuses
{
    private readonly MemoryStorage _storage = new();
    private readonly ErrorLogScope _log = new();

    [Test]
    public void The_record_is_not_in_the_journal([Values(0, 1, 20)] int bytesTaken)
    {
        using var journal = Records.Open(_storage, _log);
        var attempt = Messages.NewAttempt();
        _storage.RefuseAppendAfter = bytesTaken;

        Assert.ThrowsAsync<IOException>(() => journal.AppendAsync(Records.Accepted(attempt)));

        Assert.That(journal.Find(attempt), Is.Null);
        Assert.That(_log.Lines.Count(line => line.EventId == 1502), Is.EqualTo(1));
    }

    [Test]
    public async Task What_comes_when_it_takes_again_is_whole([Values(0, 1, 20)] int bytesTaken)
    {
        using var journal = Records.Open(_storage, _log);
        var (before, refused, after) = (Messages.NewAttempt(), Messages.NewAttempt(), Messages.NewAttempt());
        await journal.AppendAsync(Records.Accepted(before));
        _storage.RefuseAppendAfter = bytesTaken;
        Assert.ThrowsAsync<IOException>(() => journal.AppendAsync(Records.Accepted(refused)));

        _storage.RefuseAppendAfter = null;
        await journal.AppendAsync(Records.Accepted(after));

        using var reopened = Records.Open(new MemoryStorage { Written = _storage.OnDisk });
        Assert.That(reopened.Attempts.Select(attempt => attempt.Id), Is.EquivalentTo(new[] { before, after }));
        Assert.That(_log.Lines.Count(line => line.EventId == 1503), Is.EqualTo(1));
    }

    // After a failed flush the kernel may report the next one as good without having written anything.
    [Test]
    public async Task A_flush_that_failed_is_not_simply_tried_again()
    {
        using var journal = Records.Open(_storage, _log);
        var attempt = Messages.NewAttempt();
        _storage.RefuseFlush = true;
        Assert.ThrowsAsync<IOException>(() => journal.AppendAsync(Records.Accepted(attempt)));

        _storage.RefuseFlush = false;
        await journal.AppendAsync(Records.Accepted(attempt));

        Assert.That(_storage.Replacements, Is.EqualTo(1));
        using var reopened = Records.Open(new MemoryStorage { Written = _storage.OnDisk });
        Assert.That(reopened.Find(attempt), Is.Not.Null);
    }

    [Test]
    public void Nothing_is_lost_while_it_refuses_everything()
    {
        using var journal = Records.Open(_storage, _log);
        _storage.RefuseReplace = true;
        _storage.RefuseAppendAfter = 3;

        for (var attempt = 0; attempt < 3; attempt++)
            Assert.ThrowsAsync<IOException>(() => journal.AppendAsync(Records.Accepted(Messages.NewAttempt())));

        Assert.That(_log.Lines.Count(line => line.EventId == 1502), Is.EqualTo(1), "said once for the whole outage");
        using var reopened = Records.Open(new MemoryStorage { Written = _storage.Written });
        Assert.That(reopened.Attempts, Is.Empty);
    }
}
