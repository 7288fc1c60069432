namespace Freehold.Buckets;

/// <summary>
/// Names of objects come from listings and documents, and stores allow nearly any: <c>../../etc/passwd</c> is a fine key. Here only
/// those are used that mean the same as a path in a folder.
/// </summary>
public static class ObjectName
{
    /// <summary>Longest name in bytes of UTF-8: S3's limit, and Azure's in characters.</summary>
    public const int MaxBytes = 1024;

    /// <summary>Whether a name has only whole segments: none empty, none <c>.</c> or <c>..</c>, no control characters.</summary>
    public static bool IsPlain(string name) =>
        name.Length > 0
        && !name.AsSpan().ContainsAnyInRange('\0', '\x1f')
        && System.Text.Encoding.UTF8.GetByteCount(name) <= MaxBytes
        && name.Split('/').All(segment => segment is not ("" or "." or ".."));

    /// <summary>The name, if it is plain.</summary>
    /// <param name="name">A name.</param>
    /// <param name="address">The address to name in the error.</param>
    /// <exception cref="BucketException"><see cref="BucketError.UnsafeName"/>.</exception>
    internal static string Require(string name, string address) =>
        IsPlain(name) ? name : throw new BucketException(BucketError.UnsafeName, address);
}
