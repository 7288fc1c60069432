using Freehold.Buckets.Directories;

namespace Freehold.Buckets;

/// <summary>Opens the bucket that an address names, by its scheme: the one place to add a kind of store to.</summary>
public static class BucketOpener
{
    /// <summary>Opens a bucket. Nothing is reached or checked before the first call.</summary>
    /// <exception cref="NotSupportedException">A scheme that no bucket is made for.</exception>
    public static IBucket Open(BucketAddress address) => address.Root.Scheme switch
    {
        "file" => new DirectoryBucket(address.Root.LocalPath),
        _ => throw new NotSupportedException($"No bucket is made for the scheme {address.Root.Scheme}."),
    };
}
