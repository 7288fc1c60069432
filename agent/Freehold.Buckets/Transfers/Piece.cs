namespace Freehold.Buckets.Transfers;

/// <summary>A piece of an object.</summary>
/// <param name="Offset">From the object's begin.</param>
/// <param name="Length">In bytes; never 0.</param>
internal sealed record Piece(long Offset, long Length)
{
    /// <summary>Cuts a length into pieces of one size, the last one shorter.</summary>
    public static IEnumerable<Piece> Cut(long from, long to, long size)
    {
        for (var offset = from; offset < to; offset += size)
            yield return new(offset, Math.Min(size, to - offset));
    }
}
