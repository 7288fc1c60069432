using Freehold.Testing.ObjectStores;

namespace Freehold.Buckets.Tests.Conformance;

[TestFixtureSource(typeof(StoreUnderTest), nameof(StoreUnderTest.Elsewhere))]
public sealed class When_a_store_refuses(StoreUnderTest store) : ConformanceTest(store)
{
    private const string Wrong = "d3JvbmcgbGlrZSBhIHdyb25nIHNlY3JldCwgYnV0IGxvbmcgZW5vdWdoIGZvciBhbnk=";

    [Test]
    public async Task A_wrong_secret_is_told_without_the_secret()
    {
        await PutAsync("a.csv");
        var wrong = await Store.ReopenAsync(Bucket, connection => connection.AccountKey is null
            ? connection with { SecretAccessKey = Wrong }
            : connection with { AccountKey = Wrong });

        foreach (var use in UsesOf(wrong))
        {
            var refused = Assert.ThrowsAsync<BucketException>(use);

            Assert.That(refused.Error, Is.EqualTo(BucketError.BadCredentials).Or.EqualTo(BucketError.Denied), refused.Message);
            Assert.That($"{refused}", Does.Not.Contain(Wrong).And.Not.Contain(Azurite.AccountKey).And.Not.Contain(RadosGateway.Owner.Id));
        }

        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "a.csv" }));
    }

    [Test]
    public void An_endpoint_without_a_listener_is_unreachable()
    {
        var nowhere = Store.ReopenAsync(Bucket, connection => connection with { Endpoint = new("http://127.0.0.1:1/x") }).Result;

        var refused = Assert.ThrowsAsync<BucketException>(() => nowhere.ReadAsync("a.csv", Never));

        Assert.That(refused.Error, Is.EqualTo(BucketError.Unreachable), refused.Message);
    }

    [Test]
    public async Task An_object_that_changes_while_it_is_read_is_an_error_and_leaves_no_file()
    {
        await PutAsync("large.bin", Noise(30_000_000));
        var changing = new ChangingStore(Store, Bucket, async () => await PutAsync("large.bin", Noise(30_000_000)));

        var refused = Assert.ThrowsAsync<BucketException>(() => changing.Open().FetchAsync("large.bin", Scratch, Never));

        Assert.That(refused.Error, Is.EqualTo(BucketError.Changed), refused.Message);
        Assert.That(Directory.EnumerateFiles(Scratch, "*.fetched"), Is.Empty);
    }

    private IEnumerable<Func<Task>> UsesOf(IBucket bucket) =>
    [
        () => bucket.ReadAsync("a.csv", Never),
        () => bucket.FetchAsync("a.csv", Scratch, Never),
        () => bucket.ListAsync("", deep: true, Never).GetAsyncEnumerator(Never).MoveNextAsync().AsTask(),
        () => bucket.PutIfAbsentAsync("b.csv", "x"u8.ToArray(), Never),
        () => PutAsync("b.csv", "x"u8.ToArray(), bucket),
        () => bucket.DeleteAsync("a.csv", Never),
    ];
}
