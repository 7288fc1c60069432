using Freehold.Buckets.Narrowing;
using Freehold.Buckets.Tests.Conformance;
using Freehold.JobContract.Connections;
using Freehold.Testing.ObjectStores;

namespace Freehold.Buckets.Tests.Narrowing;

public sealed class When_credentials_are_narrowed : ConformanceTest
{
    private readonly S3UnderTest _store;

    public When_credentials_are_narrowed()
        : this(new S3UnderTest("s3"))
    {
    }

    private When_credentials_are_narrowed(S3UnderTest store)
        : base(store) => _store = store;

    [Test]
    public async Task They_read_and_write_their_own_prefixes_and_nothing_else()
    {
        foreach (var name in new[] { "in/a.csv", "in-other/a.csv", "out/job/1/a.csv", "out-other/a.csv" })
            await PutAsync(name);

        var narrowed = await NarrowAsync([Bucket.AddressOf("in/*.csv")], [Bucket.AddressOf("out")]);
        var worker = await _store.ReopenAsync(Bucket, _ => narrowed.Connections.Single());

        Assert.That(await worker.ReadAsync("in/a.csv", Never), Is.Not.Null);
        Assert.That(await worker.ReadAsync("out/job/1/a.csv", Never), Is.Not.Null);
        Assert.That(await worker.PutIfAbsentAsync("out/job/manifest.json", "x"u8.ToArray(), Never), Is.True);
        await PutAsync("out/job/2/large.bin", Noise(12_000_000), worker);
        await worker.DeleteAsync("out/job/1/a.csv", Never);
        Assert.That(await CountAsync(worker, "in/"), Is.EqualTo(1));

        foreach (var use in (IEnumerable<Func<Task>>)
        [
            () => worker.ReadAsync("in-other/a.csv", Never),
            () => worker.PutIfAbsentAsync("in/b.csv", "x"u8.ToArray(), Never),
            () => worker.DeleteAsync("in/a.csv", Never),
            () => worker.PutIfAbsentAsync("out-other/b.csv", "x"u8.ToArray(), Never),
            () => worker.DeleteAsync("out-other/a.csv", Never),
            () => CountAsync(worker, ""),
            () => CountAsync(worker, "in-other/"),
        ])
            Assert.That(Assert.ThrowsAsync<BucketException>(use).Error, Is.EqualTo(BucketError.Denied));
        Assert.That(await NamesAsync(), Is.EquivalentTo(new[] { "in/a.csv", "in-other/a.csv", "out/job/manifest.json", "out/job/2/large.bin", "out-other/a.csv" }));
    }

    [Test]
    public async Task Those_for_uploads_bring_objects_and_nothing_else()
    {
        await PutAsync("inbox/a.csv");
        var result = await NarrowCredentials.MakeAsync(
            Connection(RadosGateway.Assumer), new([], [], TimeSpan.FromHours(1)) { Upload = [Bucket.AddressOf("inbox")] }, TimeProvider.System, Never).InTime();
        var uploader = await _store.ReopenAsync(Bucket, _ => ((NarrowingResult.Narrowed)result).Connections.Single());

        Assert.That(await uploader.PutIfAbsentAsync("inbox/b.csv", "x"u8.ToArray(), Never), Is.True);
        await PutAsync("inbox/large.bin", Noise(20_000_000), uploader);
        foreach (var use in (IEnumerable<Func<Task>>)
        [
            () => uploader.ReadAsync("inbox/a.csv", Never),
            () => uploader.DeleteAsync("inbox/a.csv", Never),
            () => CountAsync(uploader, "inbox/"),
            () => uploader.PutIfAbsentAsync("elsewhere/a.csv", "x"u8.ToArray(), Never),
        ])
            Assert.That(Assert.ThrowsAsync<BucketException>(use).Error, Is.EqualTo(BucketError.Denied));
    }

    [Test]
    public async Task They_say_when_they_end_and_no_text_of_them_holds_a_secret()
    {
        var before = DateTimeOffset.UtcNow;
        var narrowed = await NarrowAsync([Bucket.AddressOf("in/a.csv")], [], TimeSpan.FromSeconds(1));
        var connection = narrowed.Connections.Single();

        Assert.That(narrowed.ExpiresAt - before, Is.InRange(NarrowingRequest.Shortest - TimeSpan.FromSeconds(5), NarrowingRequest.Shortest + TimeSpan.FromSeconds(30)));
        Assert.That(connection.ExpiresAt, Is.EqualTo(narrowed.ExpiresAt));
        Assert.That($"{connection}", Does.Not.Contain(connection.SecretAccessKey).And.Not.Contain(connection.SessionToken));
    }

    [Test]
    public async Task Whoever_may_not_assume_the_role_gets_none()
    {
        var result = await NarrowCredentials.MakeAsync(
            Connection(RadosGateway.Stranger), new([], [Bucket.AddressOf("out")], TimeSpan.FromHours(1)), TimeProvider.System, Never);

        Assert.That(result, Is.InstanceOf<NarrowingResult.NotPossible>().With.Property("Obstacle").EqualTo(NarrowingObstacle.Refused));
    }

    [Test]
    public async Task A_key_alone_or_another_store_cannot_be_narrowed()
    {
        var request = new NarrowingRequest(["s3://data/in/*"], [], TimeSpan.FromHours(1));

        Assert.That(await ObstacleOfAsync(new() { Match = "s3://data", AccessKeyId = "a", SecretAccessKey = "b" }, request), Is.EqualTo(NarrowingObstacle.NoRole));
        Assert.That(await ObstacleOfAsync(new() { Match = "gs://data", AccessKeyId = "a", SecretAccessKey = "b" }, request), Is.EqualTo(NarrowingObstacle.NotOfferedByStore));
        Assert.That(await ObstacleOfAsync(new() { Match = "az://account/c", Sas = "sv=1" }, request), Is.EqualTo(NarrowingObstacle.OnlyASignature));
        Assert.That(
            await ObstacleOfAsync(
                new() { Match = "s3://data", RoleArn = "arn:aws:iam::1:role/x" },
                request with { Read = [.. Enumerable.Range(0, 60).Select(number => $"s3://data/a-rather-long-prefix-of-a-data-set/{number}/*")] }),
            Is.EqualTo(NarrowingObstacle.TooManyPrefixes));
    }

    [Test]
    public void A_life_longer_than_the_limit_is_refused() => Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => NarrowCredentials.MakeAsync(
        new() { Match = "s3://data" }, new([], [], NarrowingRequest.Longest + TimeSpan.FromSeconds(1)), TimeProvider.System, Never));

    private static async Task<NarrowingObstacle> ObstacleOfAsync(BucketConnection connection, NarrowingRequest request) =>
        ((NarrowingResult.NotPossible)await NarrowCredentials.MakeAsync(connection, request, TimeProvider.System, Never)).Obstacle;

    private static async Task<int> CountAsync(IBucket bucket, string prefix)
    {
        var count = 0;
        await foreach (var _ in bucket.ListAsync(prefix, deep: true, Never))
            count++;
        return count;
    }

    private async Task<NarrowingResult.Narrowed> NarrowAsync(string[] read, string[] write, TimeSpan? lifetime = null)
    {
        var result = await NarrowCredentials.MakeAsync(
            Connection(RadosGateway.Assumer), new(read, write, lifetime ?? TimeSpan.FromHours(1)), TimeProvider.System, Never).InTime();
        Assert.That(result, Is.InstanceOf<NarrowingResult.Narrowed>(), $"{result}");
        return (NarrowingResult.Narrowed)result;
    }

    private BucketConnection Connection(AccessKey key)
    {
        var (_, connection) = _store.ReachedBy(Bucket);
        return connection with { AccessKeyId = key.Id, SecretAccessKey = key.Secret, RoleArn = RadosGateway.Role, StsEndpoint = connection.Endpoint };
    }
}
