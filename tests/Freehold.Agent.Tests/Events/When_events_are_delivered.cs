using Freehold.Agent.Assignments;
using Freehold.Agent.Events;

namespace Freehold.Agent.Tests.Events;

public sealed class When_events_are_delivered
{
    private readonly OutboxBench _bench = new();

    [Test]
    public async Task No_more_batches_are_under_way_than_the_window_allows()
    {
        var delivery = new EventDelivery(_bench.Outbox, window: 2);
        var attempts = await NewAttemptsAsync(3);
        await BatchAsync(attempts[0]);
        await BatchAsync(attempts[1]);

        await _bench.SucceededAsync(attempts[2]);
        Assert.That(delivery.TakeBatch(), Is.Null);

        Assert.That(delivery.NoteAcknowledged([new(attempts[0], 1)]));
        Assert.That(delivery.TakeBatch()!.Events.Single().Attempt, Is.EqualTo(attempts[2].ToReference()));

        async Task BatchAsync(AttemptId attempt)
        {
            await _bench.SucceededAsync(attempt);
            Assert.That(delivery.TakeBatch()!.Events, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_batch_counts_until_all_of_it_is_acknowledged()
    {
        var delivery = new EventDelivery(_bench.Outbox, window: 1);
        var attempts = await NewAttemptsAsync(3);
        await _bench.SucceededAsync(attempts[0]);
        await _bench.SucceededAsync(attempts[1]);
        Assert.That(delivery.TakeBatch()!.Events, Has.Count.EqualTo(2));
        await _bench.SucceededAsync(attempts[2]);

        Assert.That(delivery.NoteAcknowledged([new(attempts[0], 1)]), Is.False);
        Assert.That(delivery.TakeBatch(), Is.Null);
        Assert.That(delivery.NoteAcknowledged([new(attempts[1], 1)]));
        Assert.That(delivery.TakeBatch(), Is.Not.Null);
    }

    [Test]
    public async Task A_dropped_attempt_does_not_hold_the_window_closed()
    {
        var delivery = new EventDelivery(_bench.Outbox, window: 1);
        var attempts = await NewAttemptsAsync(2);
        await _bench.SucceededAsync(attempts[0]);
        delivery.TakeBatch();

        delivery.Forget(attempts[0]);

        await _bench.SucceededAsync(attempts[1]);
        Assert.That(delivery.TakeBatch(), Is.Not.Null);
    }

    [Test]
    public async Task A_batch_holds_at_most_500_events()
    {
        var delivery = new EventDelivery(_bench.Outbox, window: 64);
        foreach (var attempt in await NewAttemptsAsync(501))
            await _bench.SucceededAsync(attempt);

        Assert.That(delivery.TakeBatch()!.Events, Has.Count.EqualTo(500));
        Assert.That(delivery.TakeBatch()!.Events, Has.Count.EqualTo(1));
        Assert.That(delivery.TakeBatch(), Is.Null);
    }

    [Test]
    public async Task A_batch_holds_at_most_512_KiB()
    {
        var delivery = new EventDelivery(_bench.Outbox, window: 64);
        foreach (var attempt in await NewAttemptsAsync(5))
        {
            var end = new Freehold.Protocol.V1.JobEvent { Succeeded = new() { ManifestUri = new string('m', 200 * 1024) } };
            await _bench.Outbox.AppendAsync(attempt, end, CancellationToken.None).InTime();
        }

        var sizes = new List<int>();
        while (delivery.TakeBatch() is { } batch)
        {
            Assert.That(batch.CalculateSize(), Is.LessThanOrEqualTo(512 * 1024));
            sizes.Add(batch.Events.Count);
        }

        Assert.That(sizes, Is.EqualTo(new[] { 2, 2, 1 }));
    }

    private async Task<IReadOnlyList<AttemptId>> NewAttemptsAsync(int count)
    {
        var attempts = new List<AttemptId>(count);
        for (var made = 0; made < count; made++)
            attempts.Add(await _bench.NewAttemptAsync());
        return attempts;
    }
}
