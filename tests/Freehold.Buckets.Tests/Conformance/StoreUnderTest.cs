using Freehold.Buckets.Transfers;
using Freehold.JobContract.Connections;

namespace Freehold.Buckets.Tests.Conformance;

/// <summary>A store that every promise is held against.</summary>
public abstract class StoreUnderTest
{
    /// <summary>Small parts, so that objects of a few megabytes already have several.</summary>
    internal static readonly TransferLimits Limits = new() { PartBytes = 5 << 20, SinglePutBytes = 6 << 20, ParallelParts = 3 };

    /// <summary>All of them.</summary>
    public static IEnumerable<StoreUnderTest> All => [new FolderUnderTest(), .. Elsewhere];

    /// <summary>Those reached over a network.</summary>
    public static IEnumerable<StoreUnderTest> Elsewhere => [new S3UnderTest("s3"), new S3UnderTest("gs"), new AzureUnderTest()];

    /// <summary>A bucket of the test's own, without objects.</summary>
    public abstract Task<IBucket> NewBucketAsync();

    /// <summary>The same objects, reached by another connection.</summary>
    internal virtual Task<IBucket> ReopenAsync(IBucket bucket, Func<BucketConnection, BucketConnection> change) => throw new NotSupportedException();

    /// <summary>Uploads that were begun and neither finished nor given up; null where a store does not know such a thing.</summary>
    internal virtual Task<int?> OpenUploadsAsync(IBucket bucket) => Task.FromResult<int?>(null);
}
