namespace Freehold.Buckets.Transfers;

/// <summary>How far a range has been read, kept over tries: what has arrived is not asked for again.</summary>
internal sealed class RangePosition(Piece piece)
{
    /// <summary>Where the next byte belongs.</summary>
    public long Next { get; private set; } = piece.Offset;

    /// <summary>Bytes that have not arrived.</summary>
    public long Missing => piece.Offset + piece.Length - Next;

    public void Advance(int bytes) => Next += bytes;
}
