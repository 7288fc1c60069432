namespace Freehold.Buckets.Remote;

/// <summary>An object by its whole key.</summary>
internal sealed record StoredObject(string Key, long Bytes, string Version);
