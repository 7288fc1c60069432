using Freehold.Agent.Assignments;

namespace Freehold.Agent.Tests.Events;

public sealed class When_the_disk_refuses_events
{
    private readonly OutboxBench _bench = new();

    [Test]
    public async Task An_end_is_sent_from_memory_once_the_disk_keeps_refusing()
    {
        var attempt = await _bench.NewAttemptAsync();
        Refuse(true);

        var appending = _bench.SucceededAsync(attempt);

        Assert.That(_bench.Send(), Is.Empty, "one refusal may be over in a moment");
        await Eventually.IsTrueAsync(() => _bench.Log.Lines.Any(line => line.EventId == 1404));
        Assert.That(_bench.Send(), Is.EqualTo(new[] { "1 Succeeded" }));
        Assert.That(appending.IsCompleted, Is.False, "the run holds on to the attempt");

        Refuse(false);
        await appending.InTime();
        Assert.That(_bench.Restart().Send(), Is.EqualTo(new[] { "1 Succeeded" }));
    }

    [Test]
    public async Task An_end_that_is_acknowledged_needs_the_disk_no_more()
    {
        var attempt = await _bench.NewAttemptAsync();
        Refuse(true);
        var appending = _bench.SucceededAsync(attempt);
        await Eventually.IsTrueAsync(() => _bench.Send().Count == 1);

        Assert.That(await _bench.AcknowledgeAsync(attempt, 1), Is.EqualTo(new[] { attempt }));

        await appending.InTime();
        Assert.That(_bench.Outbox.HasEnded(attempt), "nobody runs it again");
    }

    // Or the end would never be reached: whoever watches the worker would wait for the disk.
    [Test]
    public async Task What_is_no_end_stays_in_memory_and_nobody_waits()
    {
        var attempt = await _bench.NewAttemptAsync();
        Refuse(true);

        await _bench.StartedAsync(attempt);
        await _bench.ProgressAsync(attempt, 100);
        await _bench.ProgressAsync(attempt, 200);

        Assert.That(_bench.Send(), Is.Empty);
        Refuse(false);
        await _bench.Outbox.WriteUnwrittenAsync(CancellationToken.None).InTime();
        Assert.That(_bench.Send(), Is.EqualTo(new[] { "1 Started", "2 Progress 200" }));
        Assert.That(_bench.Restart().Send(), Is.EqualTo(new[] { "1 Started", "2 Progress 200" }));
    }

    [Test]
    public async Task An_end_takes_what_came_before_it_along()
    {
        var attempt = await _bench.NewAttemptAsync();
        Refuse(true);
        await _bench.StartedAsync(attempt);
        await _bench.ProgressAsync(attempt, 100);
        var appending = _bench.SucceededAsync(attempt);

        await Eventually.IsTrueAsync(() => _bench.Send().SequenceEqual(["1 Started", "2 Progress 100", "3 Succeeded"]));

        Refuse(false);
        await appending.InTime();
        Assert.That(_bench.Restart().Send(), Is.EqualTo(new[] { "1 Started", "2 Progress 100", "3 Succeeded" }));
    }

    // Sent from memory, acknowledged, then the machine died: the next process makes the same event anew from the worker's files.
    [Test]
    public async Task An_end_that_is_made_anew_is_dropped_when_the_control_plane_has_it()
    {
        var (restarted, attempt) = await SentFromMemoryAndRestartedAsync();
        await restarted.SucceededAsync(attempt);

        var done = await restarted.SettleAsync(attempt, 2, endIsMissing: false);

        Assert.That(restarted.Send(), Is.Empty);
        Assert.That(done, Is.EqualTo(new[] { attempt }));
    }

    [Test]
    public async Task An_end_that_is_made_anew_goes_after_what_the_control_plane_has_instead()
    {
        // Something else has the number that the journal would give next.
        var attempt = await _bench.NewAttemptAsync();
        var restarted = _bench.Restart();
        await restarted.SucceededAsync(attempt);

        var done = await restarted.SettleAsync(attempt, 3, endIsMissing: true);

        Assert.That(done, Is.Empty);
        Assert.That(restarted.Send(), Is.EqualTo(new[] { "4 Succeeded" }));
        Assert.That(restarted.Restart().Send(), Is.EqualTo(new[] { "4 Succeeded" }));
    }

    // Its number may be with the control plane already, whatever the verdict says it has stored so far.
    [Test]
    public async Task An_end_that_may_have_been_sent_is_never_given_another_number()
    {
        var attempt = await _bench.NewAttemptAsync();
        await _bench.SucceededAsync(attempt);

        await _bench.Restart().SettleAsync(attempt, 0, endIsMissing: true);

        Assert.That(_bench.Send(), Is.EqualTo(new[] { "1 Succeeded" }));
    }

    private async Task<(OutboxBench Restarted, AttemptId Attempt)> SentFromMemoryAndRestartedAsync()
    {
        var attempt = await _bench.NewAttemptAsync();
        await _bench.StartedAsync(attempt);
        Refuse(true);
        var appending = _bench.SucceededAsync(attempt);
        await Eventually.IsTrueAsync(() => _bench.Send().Count == 2);
        var restarted = _bench.Restart();
        Refuse(false);
        await appending.InTime();
        return (restarted, attempt);
    }

    private void Refuse(bool refuse) => _bench.Storage.RefuseFlush = _bench.Storage.RefuseReplace = refuse;
}
