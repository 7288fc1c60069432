using System.Globalization;
using Freehold.Buckets;
using Freehold.Worker.Tasks;

namespace Freehold.Worker.Output;

/// <summary>Deletes what the attempts of a job have left and nobody will read. Logs are left alone, always.</summary>
internal sealed class OutputSweep(IBucket bucket, TaskStore store, string jobId, int attempt)
{
    private const int DeletesAtOnce = 16;
    private const int MostListings = 5;

    /// <summary>
    /// The job has its output. If this attempt has committed it: everything that is no part of it, but the files of later attempts,
    /// which they delete themselves. If another has: this attempt's own files that are no part of it.
    /// </summary>
    public async Task AfterCommitAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var kept = manifest.Files.Select(file => $"{jobId}/{file.Name}").ToHashSet(StringComparer.Ordinal);
        await DeleteAsync(
            item => IsLeftBehind(item.Name)
                || (WriterOf(item.Name) is { } writer && !kept.Contains(item.Name)
                    && (writer == attempt || (manifest.Attempt == attempt && writer < attempt))),
            cancellationToken);
    }

    /// <summary>
    /// The job has failed, or was cancelled: everything, also what earlier attempts have done; unless a later attempt is at work,
    /// which may count on any of it and deletes it when it ends.
    /// </summary>
    public async Task AfterEndWithoutCommitAsync(CancellationToken cancellationToken)
    {
        if (!await store.HasLaterAttemptAsync(cancellationToken))
            await DeleteAsync(item => IsLeftBehind(item.Name) || WriterOf(item.Name) <= attempt, cancellationToken);
    }

    // Records go first: where a deletion is broken off, or another attempt looks on, no record names a file that has gone.
    private async Task DeleteAsync(Func<BucketObject, bool> isUnwanted, CancellationToken cancellationToken)
    {
        var unwanted = await ListAsync(isUnwanted, cancellationToken);
        var deleting = new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancellationToken };
        foreach (var group in unwanted.GroupBy(IsLeftBehind).OrderByDescending(group => group.Key))
            await Parallel.ForEachAsync(group, deleting, async (name, cancellation) => await DeleteAsync(name, cancellation));
    }

    private async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await bucket.DeleteAsync(name, cancellationToken);
        }
        catch (BucketException e) when (e.Error is BucketError.NotFound)
        {
            // Gone already, or its folder has, by another's hand.
        }
    }

    // Another attempt that has ended may be deleting at the same time, and take a folder away from under the listing.
    private async Task<List<string>> ListAsync(Func<BucketObject, bool> isUnwanted, CancellationToken cancellationToken)
    {
        for (var listing = 1; ; listing++)
        {
            var unwanted = new List<string>();
            try
            {
                await foreach (var item in bucket.ListAsync($"{jobId}/", deep: true, cancellationToken))
                {
                    if (isUnwanted(item))
                        unwanted.Add(item.Name);
                }

                return unwanted;
            }
            catch (BucketException e) when (e.Error is BucketError.NotFound && listing < MostListings)
            {
                // Once more.
            }
        }
    }

    private bool IsLeftBehind(string name) =>
        name == store.PlanName
        || name.StartsWith(store.RecordPrefix, StringComparison.Ordinal)
        || name.StartsWith(store.MarkPrefix, StringComparison.Ordinal);

    // The attempt that wrote a file of data; null for anything else.
    private int? WriterOf(string name)
    {
        var segments = name[(jobId.Length + 1)..].Split('/');
        return segments.Length > 1 && segments[1] is not "logs"
            && int.TryParse(segments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var writer)
                ? writer
                : null;
    }
}
