using Freehold.Buckets.AzureBlobs;
using Freehold.Buckets.Directories;
using Freehold.Buckets.Remote;
using Freehold.Buckets.S3;
using Freehold.Buckets.Transfers;
using Freehold.JobContract.Connections;

namespace Freehold.Buckets;

/// <summary>Opens the bucket that an address names, by its scheme: the one place to add a kind of store to.</summary>
public static class BucketOpener
{
    private static readonly Lazy<BucketConnections> OfThisProcess =
        new(() => ConnectionEnvironment.Read(Environment.GetEnvironmentVariables(), []));

    /// <summary>Opens a bucket by the connections in this process's environment. Nothing is reached or checked before the first call.</summary>
    /// <exception cref="NotSupportedException">A scheme that no bucket is made for.</exception>
    public static IBucket Open(BucketAddress address) => Open(address, OfThisProcess.Value, TimeProvider.System);

    /// <summary>Opens a bucket. Nothing is reached or checked before the first call.</summary>
    /// <param name="address">The prefix to open.</param>
    /// <param name="connections">How stores are reached.</param>
    /// <param name="time">For pauses between tries.</param>
    /// <exception cref="NotSupportedException">A scheme that no bucket is made for.</exception>
    public static IBucket Open(BucketAddress address, BucketConnections connections, TimeProvider time)
    {
        if (address.Scheme is "file")
            return new DirectoryBucket(address.Prefix);

        var connection = connections.For($"{address}") ?? new BucketConnection { Match = $"{address.Scheme}://{address.Bucket}" };
        IObjectStore store = address.Scheme switch
        {
            "s3" => S3Store.Connect(address.Bucket, connection),
            "gs" => S3Store.Connect(address.Bucket, GoogleDefaults.AppliedTo(connection)),
            "az" => AzureBlobStore.Connect(address.Bucket, connection),
            _ => throw new NotSupportedException($"No bucket is made for the scheme {address.Scheme}."),
        };
        return new RemoteBucket(store, address, TransferLimits.Default, time);
    }
}
