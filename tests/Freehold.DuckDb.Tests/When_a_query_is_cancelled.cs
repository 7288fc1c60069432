using System.Diagnostics;

namespace Freehold.DuckDb.Tests;

public sealed class When_a_query_is_cancelled
{
    // Would run for hours.
    private const string Endless = "select sum(hash(a.x + b.x)) from range(100000000) a(x), range(100000000) b(x)";

    private readonly EngineFolder _folder = new();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task It_ends_soon_and_says_so()
    {
        using var database = _folder.Open();
        using var cancelled = new CancellationTokenSource();
        var started = Stopwatch.GetTimestamp();

        var query = database.Connection.QueryAsync(Endless, TimeSpan.FromSeconds(20), cancelled.Token);
        await cancelled.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => query);
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    [Test]
    public void The_connection_can_be_used_again()
    {
        using var database = _folder.Open();
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Assert.CatchAsync<OperationCanceledException>(
            () => database.Connection.QueryAsync(Endless, TimeSpan.FromSeconds(20), cancelled.Token));

        Assert.That(database.Connection.Execute("select 7").Number(0, 0), Is.EqualTo(7));
    }

    [Test]
    public void One_that_is_cancelled_before_it_begins_never_begins()
    {
        using var database = _folder.Open();

        Assert.CatchAsync<OperationCanceledException>(
            () => database.Connection.QueryAsync("select 1", TimeSpan.FromSeconds(1), new CancellationToken(canceled: true)));
    }

    [Test]
    public async Task One_that_does_not_heed_it_is_left_behind()
    {
        // A function of ours stands for a decoder that never looks whether it should stop.
        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        using var database = _folder.Open();
        database.Connection.Register(new Functions.DeafFunction(entered, release));
        using var cancelled = new CancellationTokenSource();

        var query = database.Connection.QueryAsync("select deaf('x')", TimeSpan.FromMilliseconds(200), cancelled.Token);
        Assert.That(entered.Wait(TimeSpan.FromSeconds(20)), Is.True);
        await cancelled.CancelAsync();

        Assert.ThrowsAsync<QueryAbandonedException>(() => query);
        release.Set();
    }
}
