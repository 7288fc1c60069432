using System.Security.Cryptography;
using Freehold.Buckets.Remote;
using Microsoft.Win32.SafeHandles;

namespace Freehold.Buckets.Transfers;

/// <summary>Reads objects in ranges, all of one version: an object that is replaced meanwhile is an error and no mixture.</summary>
internal sealed class Download(IObjectStore store, StoreCalls calls, TransferLimits limits)
{
    /// <summary>Most bytes of an object that is read into memory: a plan or a manifest of 100,000 files has some 20 MB.</summary>
    public const int MostInMemory = 64 << 20;

    private const int BufferBytes = 1 << 20;

    /// <summary>Reads an object of at most <see cref="MostInMemory"/> bytes.</summary>
    /// <exception cref="BucketException">Also <see cref="BucketError.NotFound"/>.</exception>
    public async Task<byte[]> ToMemoryAsync(string key, CancellationToken cancellationToken)
    {
        var content = Array.Empty<byte>();
        var version = "";
        await calls.AskAsync(
            BucketAction.Read, key,
            async cancellation =>
            {
                await using var range = await store.ReadAsync(key, 0, store.RangeBytes, version: null, cancellation);
                if (range.TotalBytes > MostInMemory)
                    throw new InvalidOperationException("Only small objects are read into memory.");

                (content, version) = (new byte[range.TotalBytes], range.Version);
                await range.Content.ReadExactlyAsync(content.AsMemory(0, (int)Math.Min(content.Length, store.RangeBytes)), cancellation);
            },
            cancellationToken);

        foreach (var piece in Piece.Cut(store.RangeBytes, content.Length, store.RangeBytes))
        {
            await calls.AskAsync(
                BucketAction.Read, key,
                async cancellation =>
                {
                    await using var range = await store.ReadAsync(key, piece.Offset, piece.Length, version, cancellation);
                    await range.Content.ReadExactlyAsync(content.AsMemory((int)piece.Offset, (int)piece.Length), cancellation);
                },
                cancellationToken);
        }

        return content;
    }

    /// <summary>
    /// 1. Reads the first range, which says how large the object is, and of which version.
    /// 2. Reads the other ranges of that version, several at a time.
    /// 3. Compares the checksum, where the store has one of the whole.
    /// </summary>
    /// <param name="key">The object.</param>
    /// <param name="path">A file that is not there yet; it is deleted again when this fails.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BucketException">The store refused or failed, or there is no room for the file.</exception>
    public async Task ToFileAsync(string key, string path, CancellationToken cancellationToken)
    {
        var whole = false;
        using var reading = new RangeReading(store, key, calls.AddressOf(key), path, limits.Silence);
        try
        {
            await calls.AskAsync(BucketAction.Read, key, reading.FirstAsync, cancellationToken); // 1

            var parallel = new ParallelOptions { MaxDegreeOfParallelism = limits.ParallelParts, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(Piece.Cut(store.RangeBytes, reading.TotalBytes, store.RangeBytes), parallel, async (piece, stopping) => // 2
            {
                var position = new RangePosition(piece);
                await calls.AskAsync(BucketAction.Read, key, cancellation => reading.ContinueAsync(position, cancellation), stopping);
            });

            if (reading.Md5 is { } expected && await Md5Async(reading.File, cancellationToken) != expected) // 3
                throw calls.Refused(BucketError.Corrupted, BucketAction.Read, key, "another MD5");
            whole = true;
        }
        finally
        {
            if (!whole)
                File.Delete(path);
        }
    }

    // Afterwards, since the ranges arrive side by side; the pages are still in memory.
    private static async Task<string> Md5Async(SafeFileHandle file, CancellationToken cancellationToken)
    {
#pragma warning disable CA5351 // The digest that stores keep; it finds accidents, and TLS keeps attackers out.
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        var buffer = new byte[BufferBytes];
        var position = 0L;
        while (await RandomAccess.ReadAsync(file, buffer, position, cancellationToken) is > 0 and var read)
        {
            md5.AppendData(buffer, 0, read);
            position += read;
        }

        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }
}
