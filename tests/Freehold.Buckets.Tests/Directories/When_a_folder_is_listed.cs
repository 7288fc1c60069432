namespace Freehold.Buckets.Tests.Directories;

public sealed class When_a_folder_is_listed
{
    private readonly BucketFolder _folder = new();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Names_are_relative_and_as_deep_as_asked_for()
    {
        _folder.Put("b.csv", "1");
        _folder.Put("x/y/a.csv", "1");

        Assert.That(await _folder.NamesAsync(deep: false), Is.EqualTo(new[] { "b.csv" }));
        Assert.That(await _folder.NamesAsync(), Is.EqualTo(new[] { "b.csv", "x/y/a.csv" }));
        Assert.That(await _folder.NamesAsync("x/"), Is.EqualTo(new[] { "x/y/a.csv" }));
    }

    [Test]
    public async Task A_prefix_that_is_not_there_has_no_objects() => Assert.That(await _folder.NamesAsync("nothing/"), Is.Empty);

    [Test]
    public async Task A_link_to_a_folder_above_is_not_followed_without_end()
    {
        _folder.Put("x/a.csv", "1");
        Directory.CreateSymbolicLink(Path.Join(_folder.Root, "x", "up"), _folder.Root);

        Assert.That(await _folder.NamesAsync(), Is.EqualTo(new[] { "x/a.csv" }));
    }

    [Test]
    public async Task A_linked_file_has_the_size_of_what_it_leads_to()
    {
        _folder.Put("a.csv", "12345");
        File.CreateSymbolicLink(Path.Join(_folder.Root, "b.csv"), Path.Join(_folder.Root, "a.csv"));

        var sizes = new List<long>();
        await foreach (var item in _folder.Bucket.ListAsync("", deep: false, CancellationToken.None))
            sizes.Add(item.Bytes);

        Assert.That(sizes, Is.EqualTo(new[] { 5L, 5L }));
    }

    [TestCase("../outside.csv")]
    [TestCase("x/../../outside.csv")]
    public void A_name_that_climbs_out_is_refused(string name)
    {
        var refused = Assert.ThrowsAsync<BucketException>(() => _folder.Bucket.ReadAsync(name, CancellationToken.None));
        Assert.That(refused.Error, Is.EqualTo(BucketError.UnsafeName));
    }
}
