namespace Freehold.Buckets;

/// <summary>
/// An address as job documents give it, cut in three: what holds the objects, the prefix to open there, and a name or pattern within
/// it. For <c>s3://data/in/*.csv</c> that is the bucket <c>data</c>, <c>in/</c> and <c>*.csv</c>.
/// </summary>
/// <param name="Scheme"><c>file</c>, <c>s3</c>, <c>az</c> or <c>gs</c>.</param>
/// <param name="Bucket">The bucket's name; for <c>az</c> account and container with a <c>/</c> between; for <c>file</c> empty.</param>
/// <param name="Prefix">The longest path before the first segment with a glob, with a <c>/</c> at its end unless it is empty. For
/// <c>file</c> an absolute path.</param>
/// <param name="Pattern">The rest: a name, or a pattern for <see cref="ObjectPattern"/>; empty for a prefix.</param>
/// <remarks>
/// Only <c>file</c> addresses are escaped (<c>%20</c>). Those of stores are written as their own tools write them: every character
/// stands for itself, a <c>%</c>, <c>#</c> or blank too.
/// </remarks>
public sealed record BucketAddress(string Scheme, string Bucket, string Prefix, string Pattern)
{
    /// <summary>Reads the address of one object, or of many by a pattern.</summary>
    /// <exception cref="NotSupportedException">A scheme that no bucket is made for, or no address at all.</exception>
    public static BucketAddress OfObjects(string address)
    {
        var (scheme, bucket, path) = Split(address);
        var firstGlob = path.AsSpan().IndexOfAny('*', '?');
        var cut = (firstGlob < 0 ? path : path[..firstGlob]).LastIndexOf('/') + 1;
        return new(scheme, bucket, path[..cut], path[cut..]);
    }

    /// <summary>Reads the address of a prefix.</summary>
    /// <exception cref="NotSupportedException">A scheme that no bucket is made for, or no address at all.</exception>
    public static BucketAddress OfPrefix(string address)
    {
        var (scheme, bucket, path) = Split(address);
        return new(scheme, bucket, path.Length == 0 || path.EndsWith('/') ? path : path + "/", "");
    }

    /// <summary>The file address of a local path, with everything escaped that an address cannot hold.</summary>
    public static string ForPath(string path) =>
        "file://" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The address of the prefix.</summary>
    public override string ToString() => Scheme is "file" ? ForPath(Prefix) : $"{Scheme}://{Bucket}/{Prefix}";

    // Not Uri: it would take the ? of a glob for the start of a query, and resolve dots.
    private static (string Scheme, string Bucket, string Path) Split(string address)
    {
        var end = address.IndexOf("://", StringComparison.Ordinal);
        var scheme = end < 0 ? "" : address[..end];
        var rest = end < 0 ? "" : address[(end + 3)..];

        return scheme switch
        {
            "file" when rest.StartsWith('/') => (scheme, "", Uri.UnescapeDataString(rest)),
            "s3" or "gs" when SegmentsEnd(rest, 1) is > 0 and var cut => (scheme, rest[..cut], rest[Math.Min(cut + 1, rest.Length)..]),
            "az" when SegmentsEnd(rest, 2) is > 0 and var cut => (scheme, rest[..cut], rest[Math.Min(cut + 1, rest.Length)..]),
            _ => throw new NotSupportedException("Only file:///, s3://, az:// and gs:// addresses can be opened."),
        };
    }

    // Where so many segments end, none of them empty; -1 when there are fewer.
    private static int SegmentsEnd(string path, int count)
    {
        var end = -1;
        for (var segment = 0; segment < count; segment++)
        {
            var start = end + 1;
            if (start >= path.Length || path[start] is '/')
                return -1;

            end = path.IndexOf('/', start);
            if (end < 0)
                return segment == count - 1 ? path.Length : -1;
        }

        return end;
    }
}
