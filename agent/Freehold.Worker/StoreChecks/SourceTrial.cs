using Freehold.Buckets;
using Freehold.JobContract.Checks;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;

namespace Freehold.Worker.StoreChecks;

/// <summary>Tries what a job does to an input: lists it, looks at an object, reads its beginning. And what it never does: write there.</summary>
internal sealed class SourceTrial(string input, TriedPermissions tried)
{
    private const int Beginning = 64;

    private readonly BucketAddress _address = BucketAddress.OfObjects(input);

    /// <param name="holdsOutput">Whether the output lies in the same place: then it has to be written.</param>
    /// <param name="name">A name that nothing has, for trying to write.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(bool holdsOutput, string name, CancellationToken cancellationToken)
    {
        var bucket = (ITriedBucket)BucketOpener.Open(_address);
        var pattern = new ObjectPattern(_address.Pattern);
        var found = pattern.IsGlob || _address.Pattern.Length == 0
            ? await ListAsync(bucket, pattern, cancellationToken)
            : One(_address.Pattern);

        await ReadAsync(bucket, found, cancellationToken);
        await TryWriteAsync(bucket, holdsOutput, name, cancellationToken);
    }

    private async Task<string?> ListAsync(ITriedBucket bucket, ObjectPattern pattern, CancellationToken cancellationToken)
    {
        string? found = null;
        await tried.TryAsync(
            CheckId.SourceList, input,
            async limit =>
            {
                var items = pattern.IsGlob ? bucket.MatchAsync(pattern, limit) : bucket.ListAsync("", deep: true, limit);
                await foreach (var item in items.WithCancellation(limit))
                {
                    found = item.Name;
                    return null;
                }

                return CheckDetail.NothingThere;
            },
            cancellationToken);
        return found;
    }

    // Whoever names one object needs no right to list.
    private string One(string name)
    {
        tried.Skip(CheckId.SourceList, CheckDetail.NotApplicable);
        return name;
    }

    private async Task ReadAsync(ITriedBucket bucket, string? name, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            tried.Skip(CheckId.SourceStat, CheckDetail.Depends);
            tried.Skip(CheckId.SourceRead, CheckDetail.Depends);
            return;
        }

        await tried.TryAsync(
            CheckId.SourceStat, input,
            async limit => await bucket.FindAsync(name, limit) is null ? FailureCode.InputMissing : null,
            cancellationToken);
        await tried.TryAsync(
            CheckId.SourceRead, input,
            async limit =>
            {
                await bucket.ReadBeginningAsync(name, Beginning, limit);
                return null;
            },
            cancellationToken);
    }

    // By beginning to write in parts: it takes the right to write and leaves nothing. Refused is what it should be.
    private async Task TryWriteAsync(ITriedBucket bucket, bool holdsOutput, string name, CancellationToken cancellationToken)
    {
        if (holdsOutput || _address.Scheme is "file")
        {
            tried.Skip(CheckId.SourceReadOnly, CheckDetail.NotApplicable);
            return;
        }

        var found = new CheckedPermission { Id = CheckId.SourceReadOnly };
        try
        {
            var wrote = await bucket.TryPartsAsync(name, cancellationToken);
            (found.Outcome, found.Detail) = wrote ? (CheckOutcome.Warning, CheckDetail.MoreThanNeeded) : (CheckOutcome.Skipped, CheckDetail.NotApplicable);
        }
        catch (BucketException e)
        {
            (found.Outcome, found.Detail) = e.Error is BucketError.Denied ? (CheckOutcome.Green, "") : (CheckOutcome.Skipped, CheckDetail.Depends);
        }

        tried.Note(found, input);
    }
}
