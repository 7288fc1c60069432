using System.Collections.Concurrent;
using Freehold.Buckets;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Profile;
using Freehold.Worker.Inputs;
using Freehold.Worker.Profile.Columns;
using Freehold.Worker.Profile.Reading;
using Freehold.Worker.Profile.Sketches;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Profile.Checks;

/// <summary>The values that reference rules look up, each object read once in this process. 16 bytes a distinct value.</summary>
internal sealed class ReferenceValues(ProfileSpec spec, EngineShare share)
{
    private readonly ConcurrentDictionary<ReferenceCheck, Lazy<Task<IReadOnlySet<ulong>>>> _read = new();

    /// <summary>The hashes of a column's values.</summary>
    /// <exception cref="JobFailedException">The object or the column is not there, or cannot be read.</exception>
    /// <exception cref="BucketException">The store refused.</exception>
    public async Task<IReadOnlySet<ulong>> ReadAsync(ReferenceCheck reference, string scratch, CancellationToken cancellationToken)
    {
        var reading = _read.GetOrAdd(reference, _ => new(() => ReadOnceAsync(reference, scratch, cancellationToken)));
        try
        {
            return await reading.Value.WaitAsync(cancellationToken);
        }
        catch
        {
            // It may have been another task that was cancelled: the next one reads anew.
            _read.TryRemove(new(reference, reading));
            throw;
        }
    }

    private async Task<IReadOnlySet<ulong>> ReadOnceAsync(ReferenceCheck reference, string scratch, CancellationToken cancellationToken)
    {
        var address = BucketAddress.OfObjects(reference.Input);
        var bucket = BucketOpener.Open(address);
        if (await bucket.FindAsync(address.Pattern, cancellationToken) is not { } found)
            throw Failed(FailureCode.InputMissing, FailureDetail.NotFound, reference.Input);
        if ((spec.Format ?? FileFormats.Of(found.Name)) is not { } format)
            throw Failed(FailureCode.BadInput, FailureDetail.UnknownFormat, reference.Input);

        var folder = Directory.CreateDirectory(Path.Join(scratch, $"reference-{Guid.NewGuid():N}")).FullName;
        var task = new ProfileTask
        {
            ObjectName = reference.Input,
            Bytes = found.Bytes,
            Format = format,
            InputPath = File.CreateSymbolicLink(
                Path.Join(folder, "input"), await bucket.FetchAsync(found.Name, folder, cancellationToken)).FullName,
            Scratch = folder,
            MostRows = -1,
        };

        using var source = await RowSources.ForAsync(task, spec, share, cancellationToken);
        var columns = await source.OpenAsync(cancellationToken);
        CheckMaker.RequireColumns([reference.Column], task, columns);

        var values = new HashSet<ulong>();
        await RowPipe.RunAsync(source, [columns.ToList().IndexOf(reference.Column)], batch => Take(batch, values), _ => { }, cancellationToken);
        return values;
    }

    private static void Take(RowBatch batch, HashSet<ulong> values)
    {
        for (var row = 0; row < batch.Rows; row++)
        {
            if (batch.TryGet(0, row, out var value))
                values.Add(Hash64.Of(value));
        }
    }

    private static JobFailedException Failed(string code, string detail, string input) =>
        new(new Failure { Code = code, Detail = detail, ObjectName = input });
}
