using Freehold.Buckets.Remote;
using Freehold.Buckets.S3;
using Freehold.JobContract.Connections;
using Freehold.Testing.ObjectStores;

namespace Freehold.Buckets.Tests.Conformance;

/// <summary>Ceph's gateway, by the defaults of S3 or by those of Google's store, of which no server can be had.</summary>
internal sealed class S3UnderTest(string scheme) : RemoteUnderTest
{
    public override string ToString() => scheme;

    internal override async Task<int?> OpenUploadsAsync(IBucket bucket)
    {
        var (address, connection) = ReachedBy(bucket);
        using var client = S3Clients.ForObjects(connection);
        var uploads = await client.ListMultipartUploadsAsync(address.Bucket);
        return (uploads.MultipartUploads ?? []).Count(upload => upload.Key.StartsWith(address.Prefix, StringComparison.Ordinal));
    }

    protected override async Task<(BucketAddress Address, BucketConnection Connection)> MakeAsync()
    {
        var server = await TestStores.RadosAsync();
        var connection = new BucketConnection
        {
            Match = $"{scheme}://",
            Endpoint = server.Endpoint,
            AccessKeyId = RadosGateway.Owner.Id,
            SecretAccessKey = RadosGateway.Owner.Secret,
        };
        if (scheme is "gs")
            connection = GoogleDefaults.AppliedTo(connection);

        var bucket = $"test-{Guid.NewGuid():N}";
        using (var client = S3Clients.ForObjects(connection))
            await client.PutBucketAsync(bucket).InTime();
        return (BucketAddress.OfPrefix($"{scheme}://{bucket}/some/prefix"), connection);
    }

    protected override IObjectStore Connect(BucketAddress address, BucketConnection connection) => S3Store.Connect(address.Bucket, connection);
}
