using Freehold.Buckets.Remote;

namespace Freehold.Buckets.Transfers;

/// <summary>Writes files as objects: small ones in one request, others in parts at the same time.</summary>
internal sealed class Upload(IObjectStore store, StoreCalls calls, TransferLimits limits)
{
    private const int MostParts = 10_000; // S3; Azure takes 50,000

    // An upload that failed or was stopped leaves parts that nobody sees and somebody pays for.
    private static readonly TimeSpan AbortLimit = TimeSpan.FromSeconds(10);

    /// <summary>Writes one object. Nothing can be seen of it before it is whole.</summary>
    /// <exception cref="BucketException">The store refused or failed; parts that were sent are freed.</exception>
    public async Task FromFileAsync(string path, string key, CancellationToken cancellationToken)
    {
        var bytes = new FileInfo(path).Length;
        if (bytes <= limits.SinglePutBytes)
        {
            var whole = new FilePart(path, new(0, bytes));
            await calls.AskAsync(BucketAction.Write, key, cancellation => store.PutAsync(key, whole, cancellation), cancellationToken);
            return;
        }

        var upload = await calls.AskAsync(BucketAction.Write, key, cancellation => store.BeginPartsAsync(key, cancellation), cancellationToken);
        try
        {
            var tags = await SendAsync(path, bytes, key, upload, cancellationToken);
            await CompleteAsync(key, upload, tags, bytes, cancellationToken);
        }
        catch
        {
            await AbortAsync(key, upload);
            throw;
        }
    }

    private async Task<IReadOnlyList<string>> SendAsync(string path, long bytes, string key, string upload, CancellationToken cancellationToken)
    {
        var size = Math.Max(limits.PartBytes, (bytes + MostParts - 1) / MostParts);
        var pieces = Piece.Cut(0, bytes, size).ToList();
        var tags = new string[pieces.Count];

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = limits.ParallelParts, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, pieces.Count, parallel, async (index, stopping) =>
        {
            var part = new FilePart(path, pieces[index]);
            tags[index] = await calls.AskAsync(
                BucketAction.Write, key, cancellation => store.PutPartAsync(key, upload, index + 1, part, cancellation), stopping);
        });
        return tags;
    }

    private async Task CompleteAsync(string key, string upload, IReadOnlyList<string> tags, long bytes, CancellationToken cancellationToken)
    {
        var requests = 0;
        await calls.AskAsync(
            BucketAction.Write, key,
            async cancellation =>
            {
                requests++;
                try
                {
                    await store.CompletePartsAsync(key, upload, tags, cancellation);
                }
                catch (Exception e) when (requests > 1 && store.FaultOf(e) is { Error: BucketError.NotFound })
                {
                    // An answer got lost: the upload is gone because it is complete already, if what lies there has its size.
                    if (await store.FindAsync(key, cancellation) is not { } found || found.Bytes != bytes)
                        throw;
                }
            },
            cancellationToken);
    }

    private async Task AbortAsync(string key, string upload)
    {
        using var limit = new CancellationTokenSource(AbortLimit);
        try
        {
            await calls.AskAsync(BucketAction.Write, key, cancellation => store.AbortPartsAsync(key, upload, cancellation), limit.Token);
        }
        catch (Exception e) when (e is BucketException or OperationCanceledException)
        {
            // What made the upload fail is told; the bucket's rule for incomplete uploads clears away what is left.
        }
    }
}
