using System.Security.Cryptography;
using Freehold.Buckets;
using Freehold.JobContract.Checks;
using Microsoft.Extensions.Logging;

namespace Freehold.Worker.StoreChecks;

/// <summary>Tries what a job does to its output, under the attempt's own prefix, and clears away what it wrote.</summary>
/// <param name="bucket">The output.</param>
/// <param name="prefix">The attempt's prefix, with a <c>/</c> at its end.</param>
/// <param name="scratch">Existing local folder.</param>
/// <param name="tried">Takes what is found.</param>
internal sealed class SinkTrial(ITriedBucket bucket, string prefix, string scratch, TriedPermissions tried, ILogger log)
{
    private const int Bytes = 1024;

    private readonly string _object = $"{prefix}check/object";
    private readonly string _once = $"{prefix}check/once";
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(Bytes);

    /// <summary>Tries, each right by itself.</summary>
    /// <returns>Whether the output can be written.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var address = bucket.AddressOf(_object);
        if (!await tried.TryAsync(CheckId.SinkWrite, address, WriteAsync, cancellationToken))
        {
            foreach (var next in (string[])[CheckId.SinkRead, CheckId.SinkList, CheckId.SinkConditional, CheckId.SinkMultipart, CheckId.SinkDelete])
                tried.Skip(next, CheckDetail.Depends);
            return false;
        }

        await tried.TryAsync(CheckId.SinkRead, address, ReadAsync, cancellationToken);
        await tried.TryAsync(CheckId.SinkList, address, ListAsync, cancellationToken);
        await tried.TryAsync(CheckId.SinkConditional, bucket.AddressOf(_once), WriteOnceAsync, cancellationToken);
        await tried.TryAsync(CheckId.SinkMultipart, bucket.AddressOf($"{_object}-in-parts"), InPartsAsync, cancellationToken);
        if (await tried.TryAsync(CheckId.SinkDelete, address, DeleteAsync, cancellationToken))
            await ClearAsync(cancellationToken);
        return true;
    }

    private async Task<string?> WriteAsync(CancellationToken cancellationToken)
    {
        await using var draft = await bucket.BeginAsync(_object, scratch, cancellationToken);
        await File.WriteAllBytesAsync(draft.LocalPath, _content, cancellationToken);
        await draft.PublishAsync(cancellationToken);
        return null;
    }

    private async Task<string?> ReadAsync(CancellationToken cancellationToken) =>
        await bucket.ReadAsync(_object, cancellationToken) is { } read && read.AsSpan().SequenceEqual(_content) ? null : CheckDetail.NotKept;

    private async Task<string?> ListAsync(CancellationToken cancellationToken)
    {
        await foreach (var item in bucket.ListAsync($"{prefix}check/", deep: true, cancellationToken))
        {
            if (item.Name == _object)
                return null;
        }

        return CheckDetail.NotKept;
    }

    // The second one has other content: after an answer that got lost, the same content counts as one's own.
    private async Task<string?> WriteOnceAsync(CancellationToken cancellationToken) =>
        await bucket.PutIfAbsentAsync(_once, "first"u8.ToArray(), cancellationToken) && !await bucket.PutIfAbsentAsync(_once, "second"u8.ToArray(), cancellationToken)
            ? null
            : CheckDetail.NotKept;

    private async Task<string?> InPartsAsync(CancellationToken cancellationToken) =>
        await bucket.TryPartsAsync($"{_object}-in-parts", cancellationToken) ? null : CheckDetail.NotApplicable;

    private async Task<string?> DeleteAsync(CancellationToken cancellationToken)
    {
        await bucket.DeleteAsync(_object, cancellationToken);
        return null; // to look whether it is gone would take another right
    }

    private async Task ClearAsync(CancellationToken cancellationToken)
    {
        try
        {
            await bucket.DeleteAsync(_once, cancellationToken);
        }
        catch (BucketException e)
        {
            log.NotCleared($"{e.Error}", e.Address);
        }
    }
}
