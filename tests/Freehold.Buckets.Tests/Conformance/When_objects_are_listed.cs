namespace Freehold.Buckets.Tests.Conformance;

[TestFixtureSource(typeof(StoreUnderTest), nameof(StoreUnderTest.All))]
public sealed class When_objects_are_listed(StoreUnderTest store) : ConformanceTest(store)
{
    [Test]
    public async Task Names_are_relative_and_as_deep_as_asked_for()
    {
        await PutAsync("b.csv");
        await PutAsync("x/y/a.csv");

        Assert.That(await NamesAsync(deep: false), Is.EqualTo(new[] { "b.csv" }));
        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "b.csv", "x/y/a.csv" }));
        Assert.That(await NamesAsync("x/"), Is.EqualTo(new[] { "x/y/a.csv" }));
        Assert.That(await NamesAsync("x/", deep: false), Is.Empty);
    }

    [Test]
    public async Task A_prefix_need_not_end_with_a_segment()
    {
        foreach (var name in new[] { "part-1.csv", "part-2.csv", "other.csv", "part-3/a.csv" })
            await PutAsync(name);

        Assert.That(await NamesAsync("part-", deep: false), Is.EqualTo(new[] { "part-1.csv", "part-2.csv" }));
        Assert.That(await NamesAsync("part-"), Is.EqualTo(new[] { "part-1.csv", "part-2.csv", "part-3/a.csv" }));
    }

    [Test]
    public async Task Nothing_lies_under_a_prefix_that_is_not_there() => Assert.That(await NamesAsync("nothing/"), Is.Empty);

    [Test]
    public async Task Sizes_and_versions_are_told_and_agree_with_a_single_look()
    {
        await PutAsync("a.csv", "12345");
        var before = await Bucket.FindAsync("a.csv", Never);

        var listed = new List<BucketObject>();
        await foreach (var item in Bucket.ListAsync("", deep: true, Never))
            listed.Add(item);
        await PutAsync("a.csv", "54321 and more");

        Assert.That(listed, Is.EqualTo(new[] { before }));
        Assert.That(before!.Bytes, Is.EqualTo(5));
        Assert.That((await Bucket.FindAsync("a.csv", Never))!.Version, Is.Not.EqualTo(before.Version));
    }

    [Test]
    public async Task Every_object_is_listed_once_over_more_than_a_page()
    {
        var names = Enumerable.Range(0, 1_100).Select(number => $"many/{number:D4}.csv").ToList();
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (name, cancellation) =>
            await Bucket.PutIfAbsentAsync(name, "x"u8.ToArray(), cancellation));

        Assert.That(await NamesAsync("many/", deep: false), Is.EqualTo(names));

        await Bucket.DeleteAsync(names, Never).InTime();
        Assert.That(await NamesAsync(), Is.Empty);
    }

    [TestCase("ünïcödé/日本語/🐎.csv")]
    [TestCase("with blank/and+plus/a b.csv")]
    [TestCase("percent%20and%/100%.csv")]
    [TestCase("hash#1/question?/semi;colon&amp.csv")]
    [TestCase("quotes'\"/<angle>/pipe|^.csv")]
    [TestCase("glob*/[x]/{y}.csv")]
    [TestCase(".hidden/..dots/a...csv")]
    [TestCase("a@b:c=d,e!f$g(h)~.csv")]
    public async Task A_name_is_what_it_was_written_as(string name)
    {
        await PutAsync(name, "content");

        Assert.That(await NamesAsync(), Is.EqualTo(new[] { name }));
        Assert.That(await FetchAsync(name), Is.EqualTo("content"u8.ToArray()));
        Assert.That((await Bucket.FindAsync(name, Never))?.Name, Is.EqualTo(name));

        await Bucket.DeleteAsync([name, "not there"], Never);
        Assert.That(await NamesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_pattern_finds_its_objects()
    {
        foreach (var name in new[] { "in/part-1.csv", "in/part-2.csv", "in/x/part-3.csv", "in/partial.txt" })
            await PutAsync(name);

        var found = new List<string>();
        await foreach (var item in Bucket.MatchAsync(new ObjectPattern("in/**/part-*.csv"), Never))
            found.Add(item.Name);

        Assert.That(found, Is.EquivalentTo(new[] { "in/part-1.csv", "in/part-2.csv", "in/x/part-3.csv" }));
    }
}
