namespace Freehold.Buckets.Tests.Conformance;

[TestFixtureSource(typeof(StoreUnderTest), nameof(StoreUnderTest.All))]
public sealed class When_an_object_is_written(StoreUnderTest store) : ConformanceTest(store)
{
    [Test]
    public async Task It_cannot_be_seen_before_it_is_published()
    {
        await using var draft = await Bucket.BeginAsync("out/a.csv", Scratch, Never);
        await File.WriteAllTextAsync(draft.LocalPath, "whole");
        Assert.That(await NamesAsync(), Is.Empty.Or.All.EndsWith(".part"));
        Assert.That(await Bucket.FindAsync("out/a.csv", Never), Is.Null);

        await draft.PublishAsync(Never);
        Assert.That(await FetchAsync("out/a.csv"), Is.EqualTo("whole"u8.ToArray()));
    }

    [Test]
    public async Task A_draft_that_is_given_up_leaves_nothing()
    {
        await using (var draft = await Bucket.BeginAsync("out/a.csv", Scratch, Never))
            await File.WriteAllTextAsync(draft.LocalPath, "half");

        Assert.That(await NamesAsync(), Is.Empty);
        Assert.That(Directory.EnumerateFileSystemEntries(Scratch), Is.Empty);
    }

    [Test]
    public async Task It_replaces_one_of_its_name()
    {
        await PutAsync("a.csv", "first and longer");
        await PutAsync("a.csv", "second");

        Assert.That(await FetchAsync("a.csv"), Is.EqualTo("second"u8.ToArray()));
    }

    [Test]
    public async Task It_may_be_empty()
    {
        await PutAsync("empty.csv", "");

        Assert.That((await Bucket.FindAsync("empty.csv", Never))?.Bytes, Is.Zero);
        Assert.That(await FetchAsync("empty.csv"), Is.Empty);
        Assert.That(await Bucket.ReadAsync("empty.csv", Never), Is.Empty);
    }

    [Test]
    public async Task Forty_megabytes_arrive_as_they_were_sent()
    {
        var content = Noise(40_000_001);
        await PutAsync("large.bin", content);

        Assert.That((await Bucket.FindAsync("large.bin", Never))?.Bytes, Is.EqualTo(content.Length));
        Assert.That((await FetchAsync("large.bin")).AsSpan().SequenceEqual(content), Is.True);
        Assert.That(await Store.OpenUploadsAsync(Bucket), Is.Null.Or.Zero);
    }

    [Test]
    public async Task A_conditional_put_succeeds_once_and_leaves_the_first()
    {
        Assert.That(await Bucket.PutIfAbsentAsync("job/manifest.json", "first"u8.ToArray(), Never), Is.True);
        Assert.That(await Bucket.PutIfAbsentAsync("job/manifest.json", "second"u8.ToArray(), Never), Is.False);

        Assert.That(await Bucket.ReadAsync("job/manifest.json", Never), Is.EqualTo("first"u8.ToArray()));
    }

    [Test]
    public async Task Of_many_conditional_puts_at_once_exactly_one_succeeds()
    {
        for (var round = 0; round < 5; round++)
        {
            var name = $"job{round}/manifest.json";
            var contents = Enumerable.Range(0, 16).Select(writer => new byte[50_000 + writer]).ToList();

            var succeeded = await Task.WhenAll(contents.Select(content => Task.Run(() => Bucket.PutIfAbsentAsync(name, content, Never)))).InTime();

            Assert.That(succeeded.Count(won => won), Is.EqualTo(1));
            Assert.That((await Bucket.ReadAsync(name, Never))?.Length, Is.EqualTo(contents[Array.IndexOf(succeeded, true)].Length));
        }
    }

    [Test]
    public async Task Deleting_what_is_not_there_is_no_failure()
    {
        await PutAsync("a.csv");

        await Bucket.DeleteAsync("a.csv", Never);
        await Bucket.DeleteAsync("a.csv", Never);
        await Bucket.DeleteAsync([], Never);

        Assert.That(await NamesAsync(), Is.Empty);
    }
}
