namespace Freehold.Buckets;

/// <summary>An object in a bucket.</summary>
/// <param name="Name">Its name within the bucket.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Version">Another one as soon as the content is another one: the store's entity tag, or a file's size and time.</param>
public sealed record BucketObject(string Name, long Bytes, string Version = "");
