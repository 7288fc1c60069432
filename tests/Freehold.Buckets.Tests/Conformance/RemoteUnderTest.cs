using System.Collections.Concurrent;
using Freehold.Buckets.Remote;
using Freehold.JobContract.Connections;

namespace Freehold.Buckets.Tests.Conformance;

/// <summary>A store that is reached by a connection.</summary>
internal abstract class RemoteUnderTest : StoreUnderTest
{
    private readonly ConcurrentDictionary<IBucket, (BucketAddress Address, BucketConnection Connection)> _opened = [];

    public override async Task<IBucket> NewBucketAsync()
    {
        var (address, connection) = await MakeAsync();
        return Open(address, connection);
    }

    internal override Task<IBucket> ReopenAsync(IBucket bucket, Func<BucketConnection, BucketConnection> change)
    {
        var (address, connection) = _opened[bucket];
        return Task.FromResult(Open(address, change(connection)));
    }

    internal IBucket Open(BucketAddress address, BucketConnection connection)
    {
        var bucket = new RemoteBucket(Connect(address, connection), address, Limits, TimeProvider.System);
        _opened[bucket] = (address, connection);
        return bucket;
    }

    internal IObjectStore StoreOf(IBucket bucket) => Connect(_opened[bucket].Address, _opened[bucket].Connection);

    internal (BucketAddress Address, BucketConnection Connection) ReachedBy(IBucket bucket) => _opened[bucket];

    /// <summary>Makes a bucket, or a prefix of a test's own in one that is there.</summary>
    protected abstract Task<(BucketAddress Address, BucketConnection Connection)> MakeAsync();

    protected abstract IObjectStore Connect(BucketAddress address, BucketConnection connection);
}
