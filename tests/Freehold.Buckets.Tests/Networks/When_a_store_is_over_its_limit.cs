using System.Diagnostics;
using Freehold.Buckets.Remote;
using Freehold.Buckets.S3;
using Freehold.Buckets.Transfers;
using Freehold.JobContract.Connections;

namespace Freehold.Buckets.Tests.Networks;

public sealed class When_a_store_is_over_its_limit
{
    [Test]
    public async Task It_is_asked_again_after_the_pause_that_it_wants()
    {
        await using var gateway = await ThrottlingGateway.StartAsync(refusals: 2, retryAfterSeconds: 1);
        var started = Stopwatch.GetTimestamp();

        Assert.That(await BucketAt(gateway.Endpoint).ReadAsync("a.csv", CancellationToken.None).InTime(), Is.Null);

        Assert.That(gateway.Requests, Is.EqualTo(3));
        Assert.That(Stopwatch.GetElapsedTime(started), Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1.9)));
    }

    [Test]
    public async Task It_is_given_up_after_six_requests()
    {
        await using var gateway = await ThrottlingGateway.StartAsync(refusals: int.MaxValue, retryAfterSeconds: 0);

        var refused = Assert.ThrowsAsync<BucketException>(() => BucketAt(gateway.Endpoint).ReadAsync("a.csv", CancellationToken.None).InTime());

        Assert.That((refused.Error, refused.Answer), Is.EqualTo((BucketError.Unavailable, "503 SlowDown")));
        Assert.That(gateway.Requests, Is.EqualTo(6));
    }

    private static RemoteBucket BucketAt(Uri endpoint)
    {
        var connection = new BucketConnection { Match = "s3://data", Endpoint = endpoint, AccessKeyId = "AK", SecretAccessKey = "SK" };
        return new(S3Store.Connect("data", connection), BucketAddress.OfPrefix("s3://data"), TransferLimits.Default, TimeProvider.System);
    }
}
