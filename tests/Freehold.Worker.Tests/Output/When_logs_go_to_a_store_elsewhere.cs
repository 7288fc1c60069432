using Freehold.Buckets;
using Freehold.Worker.Output;

namespace Freehold.Worker.Tests.Output;

/// <summary>Logs are there while the worker lives, so that one that is killed leaves them.</summary>
public sealed class When_logs_go_to_a_store_elsewhere
{
    private readonly WorkBench _bench = new();
    private readonly SteppedTime _time = new();
    private ElsewhereBucket _bucket = null!;
    private LogFolder _logs = null!;

    private string Shipped => _bench.PathOf("store/job/1/logs/worker.log");

    [SetUp]
    public void Make()
    {
        _bucket = new(_bench.PathOf("store"));
        _logs = new(_bucket, "job/1/logs/", _bench.PathOf("local"), _time);
        _bench.Put("local/worker.log", "one\n");
    }

    [TearDown]
    public void Remove() => _bench.Dispose();

    [Test]
    public async Task They_are_put_there_every_30_seconds_while_they_grow()
    {
        using var stopped = new CancellationTokenSource();
        var shipping = _logs.ShipUntilAsync(_ => Assert.Fail("the store refuses nothing"), stopped.Token);

        _time.Step(TimeSpan.FromSeconds(30));
        await Tasks.Children.UntilAsync(() => ContentIs("one\n"), "the first log");
        await File.AppendAllTextAsync(_logs.PathOf(LogFolder.MainLog), "two\n");
        _time.Step(TimeSpan.FromSeconds(30));
        await Tasks.Children.UntilAsync(() => ContentIs("one\ntwo\n"), "the longer log");

        await stopped.CancelAsync();
        await shipping;
    }

    [Test]
    public async Task A_store_that_refuses_is_told_of_and_tried_again()
    {
        using var stopped = new CancellationTokenSource();
        var failures = 0;
        var shipping = _logs.ShipUntilAsync(_ => Interlocked.Increment(ref failures), stopped.Token);

        _bucket.Refuses = BucketError.Unavailable;
        _time.Step(TimeSpan.FromSeconds(30));
        await Tasks.Children.UntilAsync(() => Volatile.Read(ref failures) == 1, "the failure");
        _bucket.Refuses = null;
        _time.Step(TimeSpan.FromSeconds(30));
        await Tasks.Children.UntilAsync(() => ContentIs("one\n"), "the log");

        await stopped.CancelAsync();
        await shipping;
    }

    [Test]
    public async Task Nothing_of_them_stays_here()
    {
        await _logs.ShipAsync(CancellationToken.None);
        _logs.RemoveLocal();

        Assert.That(Directory.Exists(_bench.PathOf("local")), Is.False);
        Assert.That(ContentIs("one\n"), Is.True);
    }

    private bool ContentIs(string text) => File.Exists(Shipped) && File.ReadAllText(Shipped) == text;
}
