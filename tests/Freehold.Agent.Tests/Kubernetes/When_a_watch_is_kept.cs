using Freehold.Testing.Kubernetes;

namespace Freehold.Agent.Tests.Kubernetes;

public sealed class When_a_watch_is_kept
{
    [Test]
    public async Task It_sees_what_is_there_what_comes_and_what_goes()
    {
        await using var bench = await WatchBench.StartAsync("a", "b");
        await bench.SeesAsync("a", "b");

        bench.Put("c");
        await bench.SeesAsync("a", "b", "c");
        bench.Delete("a");
        await bench.SeesAsync("b", "c");

        Assert.That(bench.Lists, Is.EqualTo(1));
    }

    [Test]
    public async Task It_reads_long_lists_page_by_page()
    {
        string[] many = [.. Enumerable.Range(0, 1201).Select(number => $"pod-{number:0000}")];
        await using var bench = await WatchBench.StartAsync(many);

        await bench.SeesAsync(many);

        Assert.That(bench.Lists, Is.EqualTo(3));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_watch_that_ends_goes_on_where_it_was_and_misses_nothing(bool breaks)
    {
        await using var bench = await WatchBench.StartAsync("a", "b");
        await bench.SeesAsync("a", "b");
        await bench.WatchesAsync(1);

        bench.Api.Faults.WatchesBreak = breaks;
        bench.Put("c");
        bench.Delete("b");
        bench.Api.Faults.DropWatches();
        await bench.SeesAsync("a", "c");
        await bench.WatchesAsync(2);

        Assert.That(bench.Lists, Is.EqualTo(1), "the version was known: nothing had to be listed again");
    }

    [Test]
    public async Task What_went_while_the_server_forgot_is_noticed_by_a_new_list()
    {
        await using var bench = await WatchBench.StartAsync("a", "b");
        await bench.SeesAsync("a", "b");
        await bench.WatchesAsync(1);

        // All in one moment, as after a long cut: gone, forgotten, and only then asked again.
        lock (bench.Api.Store.Gate)
        {
            bench.Delete("a");
            bench.Put("c");
            bench.Api.Store.Compact();
        }

        bench.Api.Faults.DropWatches();
        await bench.SeesAsync("b", "c");

        Assert.That(bench.Lists, Is.EqualTo(2));
    }

    [Test]
    public async Task Bookmarks_keep_a_quiet_watch_from_expiring()
    {
        await using var bench = await WatchBench.StartAsync("a");
        await bench.SeesAsync("a");
        await bench.WatchesAsync(1);

        // Of pods that the watch does not ask for it hears by bookmarks only, and the server forgets everything before the last one.
        bench.Put("other", app: "else");
        await Eventually.IsTrueAsync(() => bench.Api.Bookmarks == 1);
        bench.Api.Store.Compact();
        bench.Api.Faults.DropWatches();
        await bench.WatchesAsync(2);
        bench.Put("b");
        await bench.SeesAsync("a", "b");

        Assert.That(bench.Lists, Is.EqualTo(1));
    }

    [Test]
    public async Task A_server_that_fails_is_asked_again_until_it_answers()
    {
        await using var bench = await WatchBench.StartAsync();
        await bench.WatchesAsync(1);
        bench.Put("a");
        bench.Api.Faults.RefuseNext([ApiStatus.WebhookDown(), ApiStatus.WebhookDown(), ApiStatus.WebhookDown()]);

        bench.Api.Store.Compact();
        bench.Api.Faults.DropWatches();

        await bench.SeesAsync("a");
    }
}
