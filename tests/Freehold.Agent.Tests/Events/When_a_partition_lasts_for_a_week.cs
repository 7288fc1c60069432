using Freehold.Agent.Assignments;
using Freehold.Agent.Events;
using Freehold.Agent.Journal;
using Freehold.Agent.Tests.Journal;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Tests.Events;

public sealed class When_a_partition_lasts_for_a_week
{
    private const int Attempts = 1000;
    private const int MaxBytes = 1024 * 1024;
    private const ulong Rows = ulong.MaxValue / 2;

    private readonly GrowingStorage _storage = new();
    private readonly SteppedClock _time = new();
    private readonly List<AttemptId> _attempts = [.. Enumerable.Range(0, Attempts).Select(_ => Messages.NewAttempt())];

    // Every attempt reports once an hour of the clock, which stands for once a second: what is kept does not depend on it.
    [Test]
    public async Task The_outbox_holds_one_progress_an_attempt_and_the_journal_not_much_more()
    {
        var (journal, outbox) = Open();
        await AcceptAllAsync(journal, outbox);

        for (var hour = 0; hour < 7 * 24; hour++)
        {
            await ReportAsync(outbox, (ulong)hour);
            _time.Set += TimeSpan.FromHours(1);
        }

        var load = outbox.Load();
        Assert.That(load.Events, Is.EqualTo(2 * Attempts), "started, and the newest progress");
        Assert.That(load.Bytes, Is.LessThan(256 * Attempts));
        Assert.That(load.IsFull, Is.False);
        Assert.That(_storage.Written, Is.LessThan(4 * 1024 * 1024), "the journal's file");
    }

    // After each restart what was there before counts as sent and stays, so each adds one; the bound ends that.
    [Test]
    public async Task An_agent_that_is_restarted_again_and_again_keeps_to_its_bound_and_every_end()
    {
        var (journal, outbox) = Open();
        await AcceptAllAsync(journal, outbox);

        for (var restart = 0; restart < 30; restart++)
        {
            (journal, outbox) = Open();
            await ReportAsync(outbox, (ulong)restart);
        }

        Assert.That(outbox.IsFull);
        Assert.That(outbox.Load().Bytes, Is.LessThan(MaxBytes + 256), "one event more than the bound");
        foreach (var attempt in _attempts)
            await outbox.AppendAsync(attempt, new() { Succeeded = new() }, CancellationToken.None).InTime();

        (_, outbox) = Open();
        var sent = new Dictionary<AttemptId, List<JobEvent>>();
        var delivery = new EventDelivery(outbox, window: int.MaxValue);
        while (delivery.TakeBatch() is { } batch)
        {
            foreach (var happened in batch.Events)
            {
                Assert.That(AttemptId.TryRead(happened.Attempt, out var attempt));
                if (!sent.TryGetValue(attempt, out var events))
                    sent[attempt] = events = [];
                events.Add(happened);
            }
        }

        Assert.That(sent, Has.Count.EqualTo(Attempts));
        foreach (var events in sent.Values)
        {
            Assert.That(events.Select(happened => happened.Sequence), Is.EqualTo(Enumerable.Range(1, events.Count).Select(number => (ulong)number)));
            Assert.That(events[^1].Succeeded, Is.Not.Null);
        }
    }

    private (AttemptJournal Journal, EventOutbox Outbox) Open()
    {
        var journal = new AttemptJournal(_storage, NullLogger<AttemptJournal>.Instance);
        return (journal, new(journal, new(), Options.Create(new OutboxOptions { MaxBytes = MaxBytes }), _time, NullLogger<EventOutbox>.Instance));
    }

    private async Task AcceptAllAsync(AttemptJournal journal, EventOutbox outbox)
    {
        await journal.AppendAsync([.. _attempts.SelectMany(attempt => new[] { Records.Accepted(attempt), Records.Confirmed(attempt) })]);
        foreach (var attempt in _attempts)
            await outbox.AppendAsync(attempt, new() { Started = new() { WorkerVersion = "1.2.3" } }, CancellationToken.None).InTime();
    }

    private async Task ReportAsync(EventOutbox outbox, ulong number)
    {
        var progress = new Progress
        {
            TasksTotal = 1000,
            TasksDone = 500,
            RowsRead = Rows + number,
            RowsWritten = Rows,
            BytesRead = Rows,
            BytesTotal = Rows,
            BytesWritten = Rows,
            Elapsed = Duration.FromTimeSpan(TimeSpan.FromHours(number)),
        };
        foreach (var attempt in _attempts)
            await outbox.AppendAsync(attempt, new() { Progress = progress.Clone() }, CancellationToken.None).InTime();
    }

    /// <summary>A disk in memory that is quick with many writes.</summary>
    private sealed class GrowingStorage : IJournalStorage
    {
        private readonly MemoryStream _bytes = new();

        public long Written => _bytes.Length;

        public byte[] ReadAll()
        {
            if (_bytes.Length == 0)
                Replace(JournalFrames.FileHeader);
            return _bytes.ToArray();
        }

        public void Append(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

        public void Flush()
        {
        }

        public void Replace(ReadOnlySpan<byte> bytes)
        {
            _bytes.SetLength(0);
            _bytes.Write(bytes);
        }
    }
}
