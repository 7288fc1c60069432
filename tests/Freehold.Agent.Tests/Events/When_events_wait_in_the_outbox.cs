namespace Freehold.Agent.Tests.Events;

public sealed class When_events_wait_in_the_outbox
{
    private readonly OutboxBench _bench = new();

    [Test]
    public async Task They_are_numbered_from_one_without_gaps_also_over_a_restart()
    {
        var attempt = await _bench.NewAttemptAsync();
        await _bench.StartedAsync(attempt);

        var restarted = _bench.Restart();
        await restarted.SucceededAsync(attempt);

        Assert.That(restarted.Send(), Is.EqualTo(new[] { "1 Started", "2 Succeeded" }));
    }

    [Test]
    public async Task Newer_progress_takes_the_place_of_progress_that_was_never_sent()
    {
        var attempt = await _bench.NewAttemptAsync();
        await _bench.StartedAsync(attempt);
        await _bench.ProgressAsync(attempt, 100);
        await _bench.ProgressAsync(attempt, 200);
        await _bench.ProgressAsync(attempt, 300);

        Assert.That(_bench.Send(), Is.EqualTo(new[] { "1 Started", "2 Progress 300" }));
    }

    [Test]
    public async Task Sent_progress_is_never_changed()
    {
        var attempt = await _bench.NewAttemptAsync();
        await _bench.ProgressAsync(attempt, 100);
        _bench.Send();
        await _bench.ProgressAsync(attempt, 200);

        Assert.That(_bench.Send(), Is.EqualTo(new[] { "1 Progress 100", "2 Progress 200" }));
    }

    // Nobody remembers what the process before had sent.
    [Test]
    public async Task Progress_from_before_a_restart_is_never_changed()
    {
        var attempt = await _bench.NewAttemptAsync();
        await _bench.ProgressAsync(attempt, 100);

        var restarted = _bench.Restart();
        await restarted.ProgressAsync(attempt, 200);

        Assert.That(restarted.Send(), Is.EqualTo(new[] { "1 Progress 100", "2 Progress 200" }));
    }

    [Test]
    public async Task Only_progress_is_ever_replaced()
    {
        var attempt = await _bench.NewAttemptAsync();
        await _bench.ProgressAsync(attempt, 100);
        await _bench.SucceededAsync(attempt);

        Assert.That(_bench.Send(), Is.EqualTo(new[] { "1 Progress 100", "2 Succeeded" }));
    }

    [Test]
    public async Task What_is_not_flushed_is_not_sent()
    {
        using var flushing = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var attempt = await _bench.NewAttemptAsync();
        await _bench.ProgressAsync(attempt, 100);
        _bench.Storage.BeforeFlush = () =>
        {
            flushing.Set();
            goOn.Wait(TimeLimit.Default);
        };

        var replacing = Task.Run(() => _bench.ProgressAsync(attempt, 200));
        Assert.That(flushing.Wait(TimeLimit.Default));

        // Neither the new one, which a crash could still take, nor the old one, whose number the new one has taken.
        Assert.That(_bench.Send(), Is.Empty);

        goOn.Set();
        await replacing.InTime();
        Assert.That(_bench.Send(), Is.EqualTo(new[] { "1 Progress 200" }));
    }

    // A stop breaks off what is being reported; its number must not be a gap that holds back the end of the attempt for ever.
    [Test]
    public async Task One_whose_writing_was_broken_off_leaves_no_gap()
    {
        var attempt = await _bench.NewAttemptAsync();
        await _bench.StartedAsync(attempt);

        Assert.CatchAsync<OperationCanceledException>(
            () => _bench.Outbox.AppendAsync(attempt, new() { Progress = new() { RowsRead = 100 } }, new(canceled: true)));
        await _bench.SucceededAsync(attempt);

        Assert.That(_bench.Send(), Is.EqualTo(new[] { "1 Started", "2 Progress 100", "3 Succeeded" }));
        Assert.That(_bench.Restart().Send(), Is.EqualTo(new[] { "1 Started", "2 Progress 100", "3 Succeeded" }));
    }

    [Test]
    public async Task Every_new_stream_starts_over_with_what_is_not_acknowledged()
    {
        var attempt = await _bench.NewAttemptAsync();
        await _bench.StartedAsync(attempt);
        await _bench.SucceededAsync(attempt);
        _bench.Send();

        Assert.That(_bench.Send(), Is.EqualTo(new[] { "1 Started", "2 Succeeded" }));
        await _bench.AcknowledgeAsync(attempt, 1);
        Assert.That(_bench.Send(), Is.EqualTo(new[] { "2 Succeeded" }));
        Assert.That(_bench.RestartWithoutPowerCut().Send(), Is.EqualTo(new[] { "2 Succeeded" }));
    }

    // Not worth a flush: the control plane drops what it has already.
    [Test]
    public async Task An_acknowledgement_that_a_power_cut_takes_makes_the_events_be_sent_again()
    {
        var attempt = await _bench.NewAttemptAsync();
        await _bench.SucceededAsync(attempt);

        await _bench.AcknowledgeAsync(attempt, 1);

        Assert.That(_bench.Restart().Send(), Is.EqualTo(new[] { "1 Succeeded" }));
    }

    [Test]
    public async Task An_attempt_is_done_when_its_end_is_acknowledged()
    {
        var attempt = await _bench.NewAttemptAsync();
        await _bench.StartedAsync(attempt);
        await _bench.SucceededAsync(attempt);

        Assert.That(await _bench.AcknowledgeAsync(attempt, 1), Is.Empty);
        Assert.That(await _bench.AcknowledgeAsync(attempt, 2), Is.EqualTo(new[] { attempt }));
    }

    // A state directory restored from a backup: its next number is already taken at the control plane.
    [Test]
    public async Task Numbering_goes_on_after_what_the_control_plane_has()
    {
        var attempt = await _bench.NewAttemptAsync();
        await _bench.StartedAsync(attempt);

        await _bench.AcknowledgeAsync(attempt, 5);
        await _bench.SucceededAsync(attempt);

        Assert.That(_bench.Send(), Is.EqualTo(new[] { "6 Succeeded" }));
        Assert.That(_bench.Log.Lines.Count(line => line.EventId == 1403), Is.EqualTo(1));
        Assert.That(_bench.Restart().Send(), Is.EqualTo(new[] { "6 Succeeded" }));
    }

    [Test]
    public async Task A_full_outbox_says_so_and_still_takes_what_running_work_reports()
    {
        const int FullAt = 2000;
        var bench = new OutboxBench(FullAt);
        var ended = new List<Freehold.Agent.Assignments.AttemptId>();
        while (!bench.Outbox.Load().IsFull)
        {
            ended.Add(await bench.NewAttemptAsync());
            await bench.SucceededAsync(ended[^1]);
        }

        Assert.That(bench.Outbox.Load().Bytes, Is.GreaterThanOrEqualTo(FullAt));
        Assert.That(bench.Log.Lines.Count(line => line.EventId == 1401), Is.EqualTo(1));
        await bench.SucceededAsync(await bench.NewAttemptAsync());
        Assert.That(bench.Send(), Has.Count.EqualTo(ended.Count + 1));

        foreach (var attempt in ended)
            await bench.AcknowledgeAsync(attempt, 1);
        Assert.That(bench.Outbox.Load().IsFull, Is.False);
        Assert.That(bench.Log.Lines.Count(line => line.EventId == 1402), Is.EqualTo(1));
    }
}
