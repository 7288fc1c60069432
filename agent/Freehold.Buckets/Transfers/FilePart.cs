namespace Freehold.Buckets.Transfers;

/// <summary>A piece of a local file that is sent.</summary>
internal sealed record FilePart(string Path, Piece Piece)
{
    /// <summary>Opens it; each try reads it anew.</summary>
    public Stream OpenRead() => new FilePartStream(Path, Piece);
}
