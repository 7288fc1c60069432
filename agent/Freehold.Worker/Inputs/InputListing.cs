using Freehold.Buckets;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;

namespace Freehold.Worker.Inputs;

/// <summary>Finds the objects that a document's inputs mean: one object is one task.</summary>
internal static class InputListing
{
    /// <summary>Lists them, ordered by name.</summary>
    /// <param name="addresses">The inputs of the document.</param>
    /// <param name="outputFormat">The format that the spec wants; null for each input's own.</param>
    /// <param name="compression">The compression that the spec wants; null for each input's own.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="JobFailedException">An input means nothing that is there, an object's name says no format, or two objects would
    /// have one output.</exception>
    public static async Task<IReadOnlyList<InputObject>> ListAsync(
        IReadOnlyList<string> addresses, DataFormat? outputFormat, OutputCompression? compression, CancellationToken cancellationToken)
    {
        var objects = new List<InputObject>();
        foreach (var text in addresses)
        {
            var address = BucketAddress.OfObjects(text);
            var bucket = BucketOpener.Open(address);
            var pattern = new ObjectPattern(address.Pattern);

            var found = pattern.IsGlob
                ? await MatchAsync(bucket, pattern, text, cancellationToken)
                : [await FindAsync(bucket, address.Pattern, text, cancellationToken)];
            objects.AddRange(found.Select(item => Settle(bucket, item, outputFormat, compression)));
        }

        objects.Sort((left, right) => string.CompareOrdinal(left.OutputName, right.OutputName));
        RequireDistinctOutputs(objects);
        return objects;
    }

    private static async Task<IReadOnlyList<BucketObject>> MatchAsync(
        IBucket bucket, ObjectPattern pattern, string text, CancellationToken cancellationToken)
    {
        var found = new List<BucketObject>();
        await foreach (var item in bucket.ListAsync("", pattern.IsDeep, cancellationToken))
        {
            if (pattern.Matches(item.Name))
                found.Add(item);
        }

        return found.Count > 0 ? found : throw Missing(FailureDetail.NoMatch, text);
    }

    private static async Task<BucketObject> FindAsync(IBucket bucket, string name, string text, CancellationToken cancellationToken) =>
        name.Length > 0 && await bucket.FindAsync(name, cancellationToken) is { } found
            ? found
            : throw Missing(FailureDetail.NotFound, text);

    private static InputObject Settle(IBucket bucket, BucketObject item, DataFormat? outputFormat, OutputCompression? compression)
    {
        if (FileFormats.Of(item.Name) is not { } format)
        {
            throw new JobFailedException(new Failure
            {
                Code = FailureCode.BadInput,
                Detail = FileFormats.HasOtherCompression(item.Name) ? FailureDetail.UnsupportedCompression : FailureDetail.UnknownFormat,
                ObjectName = item.Name,
            });
        }

        var output = outputFormat ?? format;
        return new(bucket, item.Name, item.Bytes, format, output, FileFormats.OutputName(item.Name, format, output, compression));
    }

    // Neighbours, since the list is in the order of these names.
    private static void RequireDistinctOutputs(IReadOnlyList<InputObject> objects)
    {
        for (var index = 1; index < objects.Count; index++)
        {
            if (!string.Equals(objects[index].OutputName, objects[index - 1].OutputName, StringComparison.Ordinal))
                continue;

            throw new JobFailedException(new Failure
            {
                Code = FailureCode.SpecInvalid,
                Detail = FailureDetail.SameOutputName,
                ObjectName = objects[index].OutputName,
            });
        }
    }

    private static JobFailedException Missing(string detail, string text) =>
        new(new Failure { Code = FailureCode.InputMissing, Detail = detail, ObjectName = text });
}
