using Freehold.Agent.Journal;
using Freehold.Agent.Tests.ScriptedControlPlane;
using FsCheck;
using FsCheck.Fluent;

namespace Freehold.Agent.Tests.Journal;

public sealed class When_a_crash_cuts_the_journal
{
    [Test]
    public async Task Every_offset_leaves_exactly_the_records_before_it()
    {
        var attempt = Messages.NewAttempt();
        var storage = new MemoryStorage();
        using var journal = Records.Open(storage);
        var ends = new List<int> { storage.Written.Length };
        JournalRecord[] life =
        [
            Records.Accepted(attempt), Records.Confirmed(attempt), Records.Event(attempt, 1, happened => happened.Started = new()),
            Records.Event(attempt, 2), Records.Event(attempt, 2), Records.Acknowledged(attempt, 1), Records.StopAsked(attempt),
            Records.Event(attempt, 3, happened => happened.Cancelled = new()), Records.Acknowledged(attempt, 3), Records.Forgotten(attempt),
        ];
        foreach (var record in life)
        {
            await journal.AppendAsync(record);
            ends.Add(storage.Written.Length);
        }

        for (var offset = 0; offset <= storage.Written.Length; offset++)
        {
            var records = new List<JournalRecord>();
            var good = JournalFrames.Read(storage.Written.AsSpan(0, offset), records);

            var whole = ends.FindLastIndex(end => end <= offset);
            Assert.That(records, Is.EqualTo(life.Take(Math.Max(0, whole))), $"cut at byte {offset}");
            Assert.That(good, Is.EqualTo(whole < 0 ? 0 : ends[whole]), $"cut at byte {offset}");
        }
    }

    [Test]
    public async Task After_any_cut_it_goes_on_as_if_the_lost_records_had_never_been()
    {
        var first = Messages.NewAttempt();
        var second = Messages.NewAttempt(2);
        var whole = new MemoryStorage();
        using (var journal = Records.Open(whole))
            await journal.AppendAsync(Records.Accepted(first), Records.Confirmed(first), Records.Event(first, 1), Records.Event(first, 2));

        for (var offset = 0; offset <= whole.Written.Length; offset++)
        {
            var cut = new MemoryStorage { Written = whole.Written[..offset] };
            using (var journal = Records.Open(cut))
                await journal.AppendAsync(Records.Accepted(second), Records.Event(second, 1));

            using var reopened = Records.Open(new MemoryStorage { Written = cut.OnDisk });
            Assert.That(reopened.Find(second), Is.Not.Null, $"cut at byte {offset}");
            Assert.That(reopened.Find(second)!.LastSequence, Is.EqualTo(1), $"cut at byte {offset}");
            Assert.That(reopened.Find(first)?.LastSequence ?? 0, Is.LessThanOrEqualTo(2), $"cut at byte {offset}");
        }
    }

    [Test]
    public void Any_history_survives_any_cut_of_its_last_write_and_any_damage_to_it()
    {
        // A history is a list of small numbers, each one thing that happens to one of three attempts.
        var attempts = Enumerable.Range(1, 3).Select(number => Messages.NewAttempt((uint)number)).ToList();

        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<NonNegativeInt>(), (history, chance) =>
        {
            var storage = new MemoryStorage();
            using var journal = Records.Open(storage);
            foreach (var step in history)
                journal.AppendAsync(RecordOf(step)).GetAwaiter().GetResult();
            var before = journal.Picture().ToList();
            var good = storage.Written.Length;

            journal.AppendAsync(RecordOf(0), Records.Event(attempts[0], 7), RecordOf(9)).GetAwaiter().GetResult();
            var last = storage.Written.Length - good;
            byte[] damaged = [.. storage.Written];
            damaged[good] ^= 0xFF;

            using var cut = Records.Open(new MemoryStorage { Written = storage.Written[..(good + (chance.Get % 8 % last))] });
            using var flipped = Records.Open(new MemoryStorage { Written = damaged });
            return before.SequenceEqual(cut.Picture()) && before.SequenceEqual(flipped.Picture());
        }).QuickCheckThrowOnFailure();

        JournalRecord RecordOf(byte step)
        {
            var attempt = attempts[step % 3];
            return (step / 3 % 7) switch
            {
                0 => Records.Accepted(attempt),
                1 => Records.Confirmed(attempt),
                2 => Records.Event(attempt, step),
                3 => Records.Event(attempt, step, happened => happened.Failed = new() { Code = "bad_input" }),
                4 => Records.Acknowledged(attempt, step),
                5 => Records.StopAsked(attempt),
                _ => Records.Forgotten(attempt),
            };
        }
    }

    [Test]
    public void It_says_how_much_was_dropped()
    {
        var log = new ErrorLogScope();

        using var journal = Records.Open(new MemoryStorage { Written = [.. JournalFrames.FileHeader, 1, 2, 3] }, log);

        Assert.That(log.Lines.Single(line => line.EventId == 1501).Message, Does.Contain("3 bytes dropped after 8"));
    }

    [Test]
    public void A_file_that_is_no_journal_is_left_alone()
    {
        var storage = new MemoryStorage { Written = "somebody's shopping list"u8.ToArray() };

        Assert.Throws<InvalidDataException>(() => Records.Open(storage));
        Assert.That(storage.Written, Is.EqualTo("somebody's shopping list"u8.ToArray()));
    }
}
