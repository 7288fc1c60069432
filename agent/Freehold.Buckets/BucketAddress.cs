namespace Freehold.Buckets;

/// <summary>
/// An address as job documents give it, cut in two: the bucket to open, and a name or pattern within it. For
/// <c>file:///data/in/*.csv</c> that is the folder <c>/data/in</c> and <c>*.csv</c>.
/// </summary>
/// <param name="Root">Address of the bucket: for <c>file</c> the longest path before the first segment with a glob.</param>
/// <param name="Pattern">The rest: a name, or a pattern for <see cref="ObjectPattern"/>; empty for a prefix.</param>
public sealed record BucketAddress(Uri Root, string Pattern)
{
    /// <summary>Reads the address of one object, or of many by a pattern.</summary>
    /// <exception cref="NotSupportedException">A scheme that no bucket is made for.</exception>
    public static BucketAddress OfObjects(string address)
    {
        var path = LocalPath(address);
        var firstGlob = path.AsSpan().IndexOfAny('*', '?');
        var cut = (firstGlob < 0 ? path : path[..firstGlob]).LastIndexOf('/');
        return new(FolderUri(path[..(cut + 1)]), path[(cut + 1)..]);
    }

    /// <summary>Reads the address of a prefix.</summary>
    /// <exception cref="NotSupportedException">A scheme that no bucket is made for.</exception>
    public static BucketAddress OfPrefix(string address) => new(FolderUri(LocalPath(address)), "");

    /// <summary>The file address of a local path, with everything escaped that an address cannot hold.</summary>
    public static string ForPath(string path) =>
        "file://" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    // Not Uri: it would take the ? of a glob for the start of a query.
    private static string LocalPath(string address)
    {
        const string Scheme = "file://";
        if (!address.StartsWith(Scheme + "/", StringComparison.Ordinal))
            throw new NotSupportedException("Only file:/// addresses can be opened by this version.");
        return Uri.UnescapeDataString(address[Scheme.Length..]);
    }

    private static Uri FolderUri(string path) => new(ForPath(path.EndsWith('/') ? path : path + "/"));
}
