using Freehold.Agent.Journal;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Tests.Journal;

public sealed class When_the_journal_has_grown
{
    private static readonly string LongDocument = $$"""{"kind":"transform","name":"{{new string('x', 100_000)}}"}""";

    [Test]
    public async Task It_is_compacted_to_what_still_counts()
    {
        using var folder = new TemporaryFolder();
        using var storage = new JournalFile(folder["journal"]);
        using var journal = Records.Open(storage);
        var alive = Messages.NewAttempt(7);
        await journal.AppendAsync(
            Records.Accepted(alive), Records.Confirmed(alive), Records.StopAsked(alive),
            Records.Event(alive, 1, happened => happened.Started = new()), Records.Event(alive, 2), Records.Acknowledged(alive, 1));
        var before = journal.Picture().ToList();

        for (var done = 0; done < 50; done++)
        {
            var attempt = Messages.NewAttempt();
            await journal.AppendAsync(Records.Accepted(attempt, LongDocument), Records.Forgotten(attempt));
        }

        Assert.That(new FileInfo(folder["journal"]).Length, Is.LessThan(2 * 1024 * 1024), "5 MB were written");
        Assert.That(journal.Picture(), Is.EqualTo(before));
        using var reopenedStorage = new JournalFile(folder["journal"]);
        using var reopened = Records.Open(reopenedStorage);
        Assert.That(reopened.Picture(), Is.EqualTo(before));
    }

    [Test]
    public void An_ended_attempt_stays_ended_though_its_events_are_gone()
    {
        var attempt = Messages.NewAttempt();
        var records = new[]
        {
            Records.Accepted(attempt), Records.Confirmed(attempt), Records.Event(attempt, 1, happened => happened.Started = new()),
            Records.Event(attempt, 2, happened => happened.Succeeded = new()), Records.Acknowledged(attempt, 2),
        };
        var state = records.Aggregate(JournalState.Empty, JournalState.Apply);

        var compacted = JournalState.Records(state.Values).Aggregate(JournalState.Empty, JournalState.Apply);

        Assert.That(compacted[attempt], Is.EqualTo(state[attempt]));
        Assert.That(compacted[attempt].Phase, Is.EqualTo(AttemptPhase.Ended));
        Assert.That(compacted[attempt].IsDone);
    }

    [Test]
    public void Only_its_owner_can_read_it()
    {
        using var folder = new TemporaryFolder();
        using var storage = new JournalFile(folder["journal"]);
        using var journal = Records.Open(storage);

        Assert.That(File.GetUnixFileMode(folder["journal"]), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }
}
