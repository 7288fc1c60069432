namespace Freehold.Buckets.Remote;

/// <summary>A range of an object that is being read.</summary>
/// <param name="Content">Its bytes, as they arrive.</param>
/// <param name="TotalBytes">Size of the whole object.</param>
/// <param name="Version">Its version.</param>
/// <param name="Md5">Digest of the whole object where the store has one, lower-case hex; else null.</param>
/// <param name="Request">What has to be disposed besides the stream.</param>
internal sealed record ObjectRange(Stream Content, long TotalBytes, string Version, string? Md5, IDisposable? Request) : IAsyncDisposable
{
    /// <summary>An object without content has no range: stores refuse to read one.</summary>
    public static ObjectRange Empty { get; } = new(Stream.Null, 0, "", null, null);

    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        Request?.Dispose();
    }
}
