namespace Freehold.Buckets.Tests.Directories;

public sealed class When_an_object_is_written
{
    private readonly BucketFolder _folder = new();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task It_cannot_be_seen_under_its_name_before_it_is_published()
    {
        await using var draft = await _folder.Bucket.BeginAsync("out/a.csv", _folder.Root, CancellationToken.None);
        await File.WriteAllTextAsync(draft.LocalPath, "half");
        Assert.That(await _folder.TextAsync("out/a.csv"), Is.Null);

        await File.WriteAllTextAsync(draft.LocalPath, "whole");
        await draft.PublishAsync(CancellationToken.None);

        Assert.That(await _folder.TextAsync("out/a.csv"), Is.EqualTo("whole"));
        Assert.That(await _folder.NamesAsync(), Is.EqualTo(new[] { "out/a.csv" }));
    }

    [Test]
    public async Task A_draft_that_is_given_up_leaves_nothing()
    {
        await using (var draft = await _folder.Bucket.BeginAsync("out/a.csv", _folder.Root, CancellationToken.None))
            await File.WriteAllTextAsync(draft.LocalPath, "half");

        Assert.That(await _folder.NamesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_conditional_put_succeeds_once_and_leaves_the_first()
    {
        Assert.That(await PutAsync("first"), Is.True);
        Assert.That(await PutAsync("second"), Is.False);

        Assert.That(await _folder.TextAsync("job/manifest.json"), Is.EqualTo("first"));
        Assert.That(await _folder.NamesAsync(), Is.EqualTo(new[] { "job/manifest.json" }));
    }

    [Test]
    public async Task Of_many_conditional_puts_at_once_exactly_one_succeeds()
    {
        for (var round = 0; round < 20; round++)
        {
            var contents = Enumerable.Range(0, 16).Select(writer => new string((char)('a' + writer), 100_000)).ToList();
            using var go = new Barrier(contents.Count);

            var puts = contents.Select(content => Task.Factory.StartNew(
                () =>
                {
                    go.SignalAndWait(TimeSpan.FromSeconds(30));
                    return PutAsync(content, $"job{round}").GetAwaiter().GetResult();
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
            var succeeded = await Task.WhenAll(puts);

            Assert.That(succeeded.Count(put => put), Is.EqualTo(1));
            Assert.That(await _folder.TextAsync($"job{round}/manifest.json"), Is.EqualTo(contents[Array.IndexOf(succeeded, true)]));
        }
    }

    [Test]
    public async Task Deleting_takes_the_folders_that_held_nothing_else()
    {
        _folder.Put("job/1/data/a.csv", "x");
        _folder.Put("job/1/logs/worker.log", "x");

        await _folder.Bucket.DeleteAsync("job/1/data/a.csv", CancellationToken.None);
        await _folder.Bucket.DeleteAsync("job/1/data/a.csv", CancellationToken.None);

        Assert.That(Directory.Exists(Path.Join(_folder.Root, "job/1/data")), Is.False);
        Assert.That(await _folder.NamesAsync(), Is.EqualTo(new[] { "job/1/logs/worker.log" }));
    }

    [Test]
    public void A_place_that_cannot_be_written_is_named()
    {
        _folder.Put("file", "x");

        var refused = Assert.ThrowsAsync<BucketException>(
            () => _folder.Bucket.PutIfAbsentAsync("file/inside", "x"u8.ToArray(), CancellationToken.None));

        Assert.That(refused.Address, Does.EndWith("/file/inside"));
    }

    private Task<bool> PutAsync(string content, string job = "job") =>
        _folder.Bucket.PutIfAbsentAsync($"{job}/manifest.json", System.Text.Encoding.UTF8.GetBytes(content), CancellationToken.None);
}
