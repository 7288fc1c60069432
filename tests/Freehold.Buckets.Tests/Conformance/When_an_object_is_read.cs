namespace Freehold.Buckets.Tests.Conformance;

[TestFixtureSource(typeof(StoreUnderTest), nameof(StoreUnderTest.All))]
public sealed class When_an_object_is_read(StoreUnderTest store) : ConformanceTest(store)
{
    [Test]
    public async Task One_that_is_not_there_is_missing()
    {
        Assert.That(await Bucket.FindAsync("a.csv", Never), Is.Null);
        Assert.That(await Bucket.ReadAsync("a.csv", Never), Is.Null);

        var missing = Assert.ThrowsAsync<BucketException>(() => Bucket.FetchAsync("a.csv", Scratch, Never));
        Assert.That((missing.Error, missing.Address), Is.EqualTo((BucketError.NotFound, Bucket.AddressOf("a.csv"))));
        Assert.That(Directory.EnumerateFileSystemEntries(Scratch), Is.Empty);
    }

    [Test]
    public async Task One_of_several_ranges_is_read_into_memory_as_it_is()
    {
        var content = Noise(20_000_000);
        await PutAsync("plan.json", content);

        Assert.That(await Bucket.ReadAsync("plan.json", Never), Is.EqualTo(content));
    }

    [TestCase("../../outside.csv")]
    [TestCase("a/../b.csv")]
    [TestCase("/etc/passwd")]
    [TestCase("a//b.csv")]
    [TestCase("./a.csv")]
    [TestCase("a/")]
    [TestCase("zero\0.csv")]
    [TestCase("line\n.csv")]
    [TestCase("")]
    public void A_name_that_is_no_path_within_the_bucket_is_refused(string name)
    {
        IEnumerable<Func<Task>> uses =
        [
            () => Bucket.FetchAsync(name, Scratch, Never),
            () => Bucket.FindAsync(name, Never),
            () => Bucket.PutIfAbsentAsync(name, "x"u8.ToArray(), Never),
            () => Bucket.BeginAsync(name, Scratch, Never),
            () => Bucket.DeleteAsync(name, Never),
        ];

        foreach (var use in uses)
            Assert.That(Assert.ThrowsAsync<BucketException>(use).Error, Is.EqualTo(BucketError.UnsafeName));
        Assert.That(Directory.EnumerateFileSystemEntries(Scratch), Is.Empty);
    }
}
