namespace Freehold.Buckets;

/// <summary>An object in a bucket.</summary>
/// <param name="Name">Its name within the bucket.</param>
/// <param name="Bytes">Its size.</param>
public sealed record BucketObject(string Name, long Bytes);
