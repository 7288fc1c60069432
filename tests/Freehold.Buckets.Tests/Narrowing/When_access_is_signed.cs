using Freehold.Buckets.Narrowing;
using Freehold.Buckets.Tests.Conformance;
using Freehold.JobContract.Connections;

namespace Freehold.Buckets.Tests.Narrowing;

/// <summary>Azure, with the key of the account: Azurite knows no user delegation key.</summary>
public sealed class When_access_is_signed : ConformanceTest
{
    private readonly AzureUnderTest _store;

    public When_access_is_signed()
        : this(new AzureUnderTest())
    {
    }

    private When_access_is_signed(AzureUnderTest store)
        : base(store) => _store = store;

    [Test]
    public async Task A_signature_for_one_object_reads_that_one()
    {
        await PutAsync("in/a.csv");
        await PutAsync("in/b.csv");

        var narrowed = await NarrowAsync([Bucket.AddressOf("in/a.csv")], []);
        var reader = await _store.ReopenAsync(Bucket, _ => narrowed.Connections.Single());

        Assert.That(narrowed.Scope, Is.EqualTo(NarrowingScope.Object));
        Assert.That(await reader.ReadAsync("in/a.csv", Never), Is.Not.Null);
        AssertDenied(() => reader.ReadAsync("in/b.csv", Never), () => reader.PutIfAbsentAsync("in/a.csv", "x"u8.ToArray(), Never));
    }

    [Test]
    public async Task A_container_that_is_only_read_cannot_be_written_and_the_scope_says_container()
    {
        await PutAsync("in/a.csv");

        var narrowed = await NarrowAsync([Bucket.AddressOf("in/*")], []);
        var reader = await _store.ReopenAsync(Bucket, _ => narrowed.Connections.Single());

        Assert.That(narrowed.Scope, Is.EqualTo(NarrowingScope.Containers));
        Assert.That(await reader.ReadAsync("in/a.csv", Never), Is.Not.Null);
        AssertDenied(() => reader.PutIfAbsentAsync("b.csv", "x"u8.ToArray(), Never), () => reader.DeleteAsync("in/a.csv", Never));
    }

    [Test]
    public async Task A_signature_that_has_ended_is_told_as_expired()
    {
        await PutAsync("in/a.csv");
        var yesterday = new Clock(DateTimeOffset.UtcNow.AddDays(-1));

        var narrowed = await NarrowAsync([Bucket.AddressOf("in/a.csv")], [], yesterday);
        var reader = await _store.ReopenAsync(Bucket, _ => narrowed.Connections.Single());

        Assert.That(Assert.ThrowsAsync<BucketException>(() => reader.ReadAsync("in/a.csv", Never)).Error, Is.EqualTo(BucketError.ExpiredCredentials));
    }

    private static void AssertDenied(params IEnumerable<Func<Task>> uses)
    {
        foreach (var use in uses)
            Assert.That(Assert.ThrowsAsync<BucketException>(use).Error, Is.EqualTo(BucketError.Denied).Or.EqualTo(BucketError.BadCredentials));
    }

    private async Task<NarrowingResult.Narrowed> NarrowAsync(string[] read, string[] write, TimeProvider? time = null)
    {
        var (_, connection) = _store.ReachedBy(Bucket);
        var result = await NarrowCredentials.MakeAsync(connection, new(read, write, TimeSpan.FromHours(1)), time ?? TimeProvider.System, Never);
        return (NarrowingResult.Narrowed)result;
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
