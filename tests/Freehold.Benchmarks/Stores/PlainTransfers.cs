using System.Net.Http.Headers;

namespace Freehold.Benchmarks.Stores;

/// <summary>
/// By nothing but requests to addresses that are signed beforehand, in the same pieces and as many at a time as the bucket's, without
/// a checksum: what the server can do on this machine.
/// </summary>
internal abstract class PlainTransfers : ITransfers, IDisposable
{
    private const int PieceBytes = 8 << 20;
    private const int WholeBytes = 16 << 20;

    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = 4 };

    protected HttpClient Http { get; } = new();

    public async Task UploadAsync(string path, string name, CancellationToken cancellationToken)
    {
        var bytes = new FileInfo(path).Length;
        if (bytes <= WholeBytes)
            await PutAsync(AddressOf(HttpMethod.Put, name), path, 0, bytes, cancellationToken);
        else
            await UploadPartsAsync(path, name, [.. OffsetsFrom(0, bytes)], cancellationToken);
        File.Delete(path);
    }

    public async Task DownloadAsync(string name, string folder, CancellationToken cancellationToken)
    {
        var address = AddressOf(HttpMethod.Get, name);
        using var file = File.OpenHandle(Path.Join(folder, name), FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.Asynchronous);
        var total = await ReadAsync(0);
        await Parallel.ForEachAsync(OffsetsFrom(PieceBytes, total), Parallelism, async (offset, _) => await ReadAsync(offset));

        async Task<long> ReadAsync(long offset)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new(offset, offset + PieceBytes - 1) } };
            using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await using var content = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[128 * 1024];
            for (var at = offset; await content.ReadAsync(buffer, cancellationToken) is > 0 and var read; at += read)
                await RandomAccess.WriteAsync(file, buffer.AsMemory(0, read), at, cancellationToken);
            return answer.Content.Headers.ContentRange?.Length ?? 0;
        }
    }

    public void Dispose() => Http.Dispose();

    /// <summary>An address that lets one read or write an object.</summary>
    protected abstract Uri AddressOf(HttpMethod method, string name);

    /// <summary>Writes an object in parts that begin at the offsets.</summary>
    protected abstract Task UploadPartsAsync(string path, string name, IReadOnlyList<long> offsets, CancellationToken cancellationToken);

    /// <summary>Headers that the store wants of an upload.</summary>
    protected virtual void Prepare(HttpContentHeaders headers)
    {
    }

    /// <summary>Sends parts, several at a time.</summary>
    /// <returns>The tags of the answers.</returns>
    protected async Task<string[]> PutPartsAsync(
        string path, IReadOnlyList<long> offsets, Func<int, Uri> addressOf, CancellationToken cancellationToken)
    {
        var bytes = new FileInfo(path).Length;
        var tags = new string[offsets.Count];
        await Parallel.ForAsync(0, offsets.Count, Parallelism, async (index, _) => tags[index] = await PutAsync(
            addressOf(index), path, offsets[index], Math.Min(PieceBytes, bytes - offsets[index]), cancellationToken));
        return tags;
    }

    private async Task<string> PutAsync(Uri address, string path, long offset, long bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[bytes];
        using (var file = File.OpenHandle(path, options: FileOptions.Asynchronous))
            await RandomAccess.ReadAsync(file, buffer, offset, cancellationToken);

        using var content = new ByteArrayContent(buffer);
        Prepare(content.Headers);
        using var answer = await Http.PutAsync(address, content, cancellationToken);
        return answer.EnsureSuccessStatusCode().Headers.ETag?.Tag ?? "";
    }

    private static IEnumerable<long> OffsetsFrom(long first, long bytes)
    {
        for (var offset = first; offset < bytes; offset += PieceBytes)
            yield return offset;
    }
}
