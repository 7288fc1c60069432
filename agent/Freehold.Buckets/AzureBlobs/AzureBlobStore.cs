using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Freehold.Buckets.Remote;
using Freehold.Buckets.Transfers;
using Freehold.JobContract.Connections;

namespace Freehold.Buckets.AzureBlobs;

/// <summary>A container of Azure Blob Storage. Contents are checked by MD5 both ways, block by block.</summary>
internal sealed class AzureBlobStore(BlobContainerClient container, string identity, DateTimeOffset? credentialsEnd) : IObjectStore
{
    private const int PageBlobs = 1000;

    private static readonly UploadTransferValidationOptions CheckUp = new() { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 };
    private static readonly DownloadTransferValidationOptions CheckDown = new() { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 };

    public string Identity => identity;

    public int RangeBytes => 4 << 20; // the largest range that comes with a checksum

    public int MostDeletes => 1;

    public string ChangedCharacters => "\\"; // it becomes a slash

    /// <param name="bucket">Account and container with a <c>/</c> between.</param>
    public static AzureBlobStore Connect(string bucket, BucketConnection connection)
    {
        var slash = bucket.IndexOf('/', StringComparison.Ordinal);
        var account = bucket[..slash];
        var identity = connection.Identity.Length == 0 ? account : $"{connection.Identity} of {account}";
        return new(
            AzureClients.ForAccount(account, connection).GetBlobContainerClient(bucket[(slash + 1)..]),
            identity,
            connection.Sas is { } sas ? SasText.EndOf(sas) : null);
    }

    public async Task<ListedPage> ListAsync(string prefix, bool deep, string? continuation, CancellationToken cancellationToken)
    {
        if (deep)
        {
            await foreach (var page in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken).AsPages(continuation, PageBlobs))
                return new([.. page.Values.Select(Described)], NextOf(page.ContinuationToken));
        }
        else
        {
            var folders = container.GetBlobsByHierarchyAsync(delimiter: "/", prefix: prefix, cancellationToken: cancellationToken);
            await foreach (var page in folders.AsPages(continuation, PageBlobs))
                return new([.. page.Values.Where(item => item.IsBlob).Select(item => Described(item.Blob))], NextOf(page.ContinuationToken));
        }

        return new([], null);
    }

    public async Task<StoredObject?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var found = await BlobOf(key).GetPropertiesAsync(cancellationToken: cancellationToken);
            return new(key, found.Value.ContentLength, VersionOf(found.Value.ETag));
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    public async Task<ObjectRange> ReadAsync(string key, long offset, long length, string? version, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await BlobOf(key).DownloadStreamingAsync(
                new BlobDownloadOptions
                {
                    Range = new HttpRange(offset, length),
                    Conditions = version is null ? null : new BlobRequestConditions { IfMatch = new ETag($"\"{version}\"") },
                    TransferValidation = CheckDown,
                },
                cancellationToken);
            var details = answer.Value.Details;
            return new(answer.Value.Content, TotalOf(details), VersionOf(details.ETag), Md5: null, answer.Value);
        }
        catch (RequestFailedException e) when (offset == 0 && e.Status == 416)
        {
            return ObjectRange.Empty;
        }
    }

    public async Task PutAsync(string key, FilePart content, CancellationToken cancellationToken)
    {
        await using var stream = content.OpenRead();
        await BlobOf(key).UploadAsync(stream, new BlobUploadOptions { TransferValidation = CheckUp, TransferOptions = InOneRequest }, cancellationToken);
    }

    public async Task<bool> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new MemoryStream(content.ToArray());
            await BlobOf(key).UploadAsync(
                stream,
                new BlobUploadOptions
                {
                    Conditions = new() { IfNoneMatch = ETag.All },
                    TransferValidation = CheckUp,
                    TransferOptions = InOneRequest,
                },
                cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.Status == 412)
        {
            return false;
        }
    }

    // An upload has no name of its own here: blocks wait under the blob's name, and those of other tries have other ids.
    public Task<string> BeginPartsAsync(string key, CancellationToken cancellationToken) => Task.FromResult($"{Guid.NewGuid():N}");

    public async Task<string> PutPartAsync(string key, string upload, int number, FilePart part, CancellationToken cancellationToken)
    {
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{upload}-{number.ToString("D6", CultureInfo.InvariantCulture)}"));
        await using var stream = part.OpenRead();
        await BlobOf(key).StageBlockAsync(id, stream, new BlockBlobStageBlockOptions { TransferValidation = CheckUp }, cancellationToken);
        return id;
    }

    public Task CompletePartsAsync(string key, string upload, IReadOnlyList<string> tags, CancellationToken cancellationToken) =>
        BlobOf(key).CommitBlockListAsync(tags, new CommitBlockListOptions(), cancellationToken);

    // Blocks that nothing names are dropped by the store after a week; it has no request for it.
    public Task AbortPartsAsync(string key, string upload, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        BlobOf(keys[0]).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);

    public StoreFault? FaultOf(Exception e) => AzureFaults.Of(e, credentialsEnd < DateTimeOffset.UtcNow);

    private static StorageTransferOptions InOneRequest => new() { InitialTransferSize = 256 << 20 };

    // With quotes in answers, without in listings.
    private static string VersionOf(ETag? tag) => $"{tag}".Trim('"');

    private static string? NextOf(string? continuation) => string.IsNullOrEmpty(continuation) ? null : continuation;

    private static StoredObject Described(BlobItem item) =>
        new(item.Name, item.Properties.ContentLength ?? 0, VersionOf(item.Properties.ETag));

    private static long TotalOf(BlobDownloadDetails details) =>
        details.ContentRange is { } range && range.LastIndexOf('/') is > 0 and var slash
        && long.TryParse(range.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            ? total
            : details.ContentLength;

    private BlockBlobClient BlobOf(string key) => container.GetBlockBlobClient(key);
}
