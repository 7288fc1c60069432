using Freehold.Buckets.Tests.Conformance;
using Freehold.JobContract.Connections;
using Freehold.Testing.ObjectStores;

namespace Freehold.Buckets.Tests.S3;

/// <summary>A user whom the store knows, at somebody else's bucket.</summary>
public sealed class When_rights_are_missing : ConformanceTest
{
    private readonly S3UnderTest _store;

    public When_rights_are_missing()
        : this(new S3UnderTest("s3"))
    {
    }

    private When_rights_are_missing(S3UnderTest store)
        : base(store) => _store = store;

    [Test]
    public async Task Bucket_action_and_identity_are_named()
    {
        await PutAsync("a.csv");
        var bucket = await _store.ReopenAsync(Bucket, connection => connection with
        {
            AccessKeyId = RadosGateway.Stranger.Id,
            SecretAccessKey = RadosGateway.Stranger.Secret,
        });

        AssertDenied(BucketAction.Read, Bucket.AddressOf("a.csv"), () => bucket.ReadAsync("a.csv", Never));
        AssertDenied(BucketAction.Read, Bucket.AddressOf("a.csv"), () => bucket.FindAsync("a.csv", Never));
        AssertDenied(BucketAction.List, Bucket.AddressOf(""), () => bucket.ListAsync("", deep: true, Never).GetAsyncEnumerator(Never).MoveNextAsync().AsTask());
        AssertDenied(BucketAction.Write, Bucket.AddressOf("b.csv"), () => bucket.PutIfAbsentAsync("b.csv", "x"u8.ToArray(), Never));
        AssertDenied(BucketAction.Delete, Bucket.AddressOf("a.csv"), () => bucket.DeleteAsync("a.csv", Never));
        Assert.That(await NamesAsync(), Is.EqualTo(new[] { "a.csv" }));
    }

    [Test]
    public async Task A_bucket_that_is_not_there_is_not_taken_for_a_missing_object()
    {
        var (_, connection) = _store.ReachedBy(Bucket);
        var nowhere = _store.Open(BucketAddress.OfPrefix($"s3://no-such-{Guid.NewGuid():N}/in"), connection);

        foreach (var use in (IEnumerable<Func<Task>>)
        [
            () => nowhere.FindAsync("a.csv", Never), () => nowhere.ReadAsync("a.csv", Never), () => nowhere.PutIfAbsentAsync("a", "x"u8.ToArray(), Never),
        ])
            Assert.That(Assert.ThrowsAsync<BucketException>(use).Error, Is.EqualTo(BucketError.BucketNotFound));
        await Task.CompletedTask;
    }

    [Test]
    public async Task Encryption_that_the_store_refuses_is_named()
    {
        var bucket = await _store.ReopenAsync(Bucket, connection => connection with { Encryption = "aws:kms", KmsKeyId = "no-such-key" });

        var refused = Assert.ThrowsAsync<BucketException>(() => bucket.PutIfAbsentAsync("a.csv", "x"u8.ToArray(), Never));

        Assert.That(refused.Error, Is.EqualTo(BucketError.EncryptionRefused), refused.Message);
    }

    [Test]
    public async Task Trailing_checksums_are_left_out_where_the_store_answers_them_with_an_error()
    {
        var bucket = await _store.ReopenAsync(Bucket, connection => connection with { Checksums = "when_supported" });

        // What the default for endpoints protects from: this server does not know them.
        Assert.ThrowsAsync<BucketException>(() => PutAsync("a.csv", "x"u8.ToArray(), bucket));
        await PutAsync("a.csv");
    }

    private static void AssertDenied(BucketAction action, string address, Func<Task> use)
    {
        var refused = Assert.ThrowsAsync<BucketException>(use);
        Assert.That((refused.Error, refused.Action, refused.Address), Is.EqualTo((BucketError.Denied, (BucketAction?)action, address)), refused.Message);
        Assert.That(refused.Identity, Is.EqualTo(KeyHint.Of(RadosGateway.Stranger.Id)));
        Assert.That($"{refused}", Does.Contain("FHST…0002").And.Not.Contain(RadosGateway.Stranger.Id).And.Not.Contain(RadosGateway.Stranger.Secret));
    }
}
