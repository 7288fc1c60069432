using Freehold.ControlPlane.Database;
using Freehold.Hosting.Watchdogs;
using Freehold.Testing;
using Npgsql;

namespace Freehold.ControlPlane.Tests.Database;

internal sealed class CommitQueueTests
{
    [Test]
    public async Task What_comes_while_one_batch_commits_is_the_next_batch()
    {
        var queue = new CommitQueue<int>(capacity: 100, mostWeight: 10, _ => 1, TimeProvider.System);
        var first = new TaskCompletionSource();
        var batches = new List<int[]>();
        using var stopping = new CancellationTokenSource();
        await queue.AddAsync(0, CancellationToken.None);

        var running = queue.RunAsync(async (batch, _) =>
        {
            batches.Add([.. batch]);
            if (batches.Count == 1)
                await first.Task;
            if (batches.Sum(one => one.Length) == 13)
                await stopping.CancelAsync();
        }, (_, _) => Assert.Fail("no outage"), Watch(), stopping.Token);
        for (var i = 1; i <= 12; i++)
            await queue.AddAsync(i, CancellationToken.None);
        first.SetResult();
        await running.InTime();

        Assert.That(batches, Is.EqualTo(new[] { new[] { 0 }, [.. Enumerable.Range(1, 10)], [11, 12] }));
    }

    [Test]
    public async Task Callers_wait_when_too_much_waits()
    {
        var queue = new CommitQueue<int>(capacity: 2, mostWeight: 1, _ => 1, TimeProvider.System);
        await queue.AddAsync(1, CancellationToken.None);
        await queue.AddAsync(2, CancellationToken.None);

        var third = queue.AddAsync(3, CancellationToken.None).AsTask();
        Assert.That(third.IsCompleted, Is.False);

        using var stopping = new CancellationTokenSource();
        var running = queue.RunAsync((_, _) => Task.CompletedTask, (_, _) => { }, Watch(), stopping.Token);
        await third.InTime();
        await stopping.CancelAsync();
        await running.InTime();
    }

    [Test]
    public async Task An_outage_is_outlasted_with_the_same_batch()
    {
        var queue = new CommitQueue<int>(capacity: 2, mostWeight: 10, _ => 1, TimeProvider.System);
        using var stopping = new CancellationTokenSource();
        var tries = new List<int>();
        await queue.AddAsync(7, CancellationToken.None);

        await queue.RunAsync(async (batch, _) =>
        {
            tries.Add(batch.Single());
            if (tries.Count < 3)
                throw new NpgsqlException("away");
            await stopping.CancelAsync();
        }, (_, _) => { }, Watch(), stopping.Token).InTime();

        Assert.That(tries, Is.EqualTo(new[] { 7, 7, 7 }));
    }

    [Test]
    public async Task A_statement_that_is_wrong_is_no_outage_and_ends_the_loop()
    {
        var queue = new CommitQueue<int>(capacity: 2, mostWeight: 10, _ => 1, TimeProvider.System);
        await queue.AddAsync(7, CancellationToken.None);

        Assert.That(
            async () => await queue.RunAsync(
                (_, _) => throw new PostgresException("no such column", "ERROR", "ERROR", "42703"), (_, _) => { }, Watch(), CancellationToken.None).InTime(),
            Throws.TypeOf<PostgresException>());
    }

    [Test]
    public async Task A_commit_that_hangs_is_seen_and_one_that_is_over_is_not()
    {
        var watchdogs = new LoopWatchdogs(TimeProvider.System);
        using var watch = watchdogs.Watch(new("queue", TimeSpan.FromMilliseconds(1), RestartCures: true));
        var queue = new CommitQueue<int>(capacity: 2, mostWeight: 10, _ => 1, TimeProvider.System);
        using var stopping = new CancellationTokenSource();
        var hangs = new TaskCompletionSource();
        var running = queue.RunAsync((_, _) => hangs.Task, (_, _) => { }, watch, stopping.Token);
        Assert.That(watchdogs.CuredByRestart(), Is.Empty, "it waits by design");

        await queue.AddAsync(1, CancellationToken.None);
        await Eventually.IsTrueAsync(() => watchdogs.CuredByRestart().Count == 1);

        hangs.SetResult();
        await Eventually.IsTrueAsync(() => watchdogs.CuredByRestart().Count == 0);
        await stopping.CancelAsync();
        await running.InTime();
    }

    private static LoopWatch Watch() => new LoopWatchdogs(TimeProvider.System).Watch(new("queue", TimeSpan.FromMinutes(2), RestartCures: true));
}
