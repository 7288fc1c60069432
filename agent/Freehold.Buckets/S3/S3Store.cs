using System.Globalization;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Freehold.Buckets.Remote;
using Freehold.Buckets.Transfers;
using Freehold.JobContract.Connections;

namespace Freehold.Buckets.S3;

/// <summary>A bucket of S3, or of a store that speaks its language.</summary>
internal sealed class S3Store(AmazonS3Client client, string bucket, BucketConnection connection) : IObjectStore
{
    private const int PageKeys = 1000;

    private readonly S3Encryption _encryption = new(connection);

    // With trailing checksums the content is sent in signed chunks. Without them it is hashed first and sent as it is, which
    // every store understands, and which it checks as well.
    private readonly bool _chunked = client.Config.RequestChecksumCalculation is Amazon.Runtime.RequestChecksumCalculation.WHEN_SUPPORTED;

    public string Identity { get; } = connection.Identity;

    public int RangeBytes => 8 << 20;

    // Google's answer to a request for many is an error.
    public int MostDeletes => connection.Match.StartsWith("gs:", StringComparison.Ordinal) ? 1 : 1000;

    public string ChangedCharacters => "";

    public static S3Store Connect(string bucket, BucketConnection connection) => new(S3Clients.ForObjects(connection), bucket, connection);

    public async Task<ListedPage> ListAsync(string prefix, bool deep, string? continuation, CancellationToken cancellationToken)
    {
        var page = await client.ListObjectsV2Async(
            new()
            {
                BucketName = bucket,
                Prefix = prefix,
                Delimiter = deep ? null : "/",
                ContinuationToken = continuation,
                MaxKeys = PageKeys,
                Encoding = EncodingType.Url, // keys may hold what XML cannot
            },
            cancellationToken);

        return new(
            [.. (page.S3Objects ?? []).Select(item => new StoredObject(Plain(item.Key, page.Encoding), item.Size ?? 0, item.ETag ?? ""))],
            page.IsTruncated is true ? page.NextContinuationToken : null);
    }

    public async Task<StoredObject?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var found = await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket, Key = key }, cancellationToken);
            return new(key, found.ContentLength, found.ETag ?? "");
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            // The answer to this kind of request has no body, so it does not say what is missing.
            await RequireBucketAsync(cancellationToken);
            return null;
        }
    }

    public async Task<ObjectRange> ReadAsync(string key, long offset, long length, string? version, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.GetObjectAsync(
                new GetObjectRequest { BucketName = bucket, Key = key, ByteRange = new(offset, offset + length - 1), EtagToMatch = version },
                cancellationToken);
            return new(answer.ResponseStream, TotalOf(answer), answer.ETag ?? "", Md5Of(answer), answer);
        }
        catch (AmazonS3Exception e) when (offset == 0 && e.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return ObjectRange.Empty;
        }
    }

    public async Task PutAsync(string key, FilePart content, CancellationToken cancellationToken)
    {
        await using var stream = content.OpenRead();
        await PutAsync(new() { BucketName = bucket, Key = key, InputStream = stream }, cancellationToken);
    }

    public async Task<bool> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new MemoryStream(content.ToArray());
            await PutAsync(new() { BucketName = bucket, Key = key, InputStream = stream, IfNoneMatch = "*" }, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
    }

    public async Task<string> BeginPartsAsync(string key, CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = bucket, Key = key };
        _encryption.Ask(request);
        return (await client.InitiateMultipartUploadAsync(request, cancellationToken)).UploadId;
    }

    public async Task<string> PutPartAsync(string key, string upload, int number, FilePart part, CancellationToken cancellationToken)
    {
        await using var stream = part.OpenRead();
        var answer = await client.UploadPartAsync(
            new()
            {
                BucketName = bucket,
                Key = key,
                UploadId = upload,
                PartNumber = number,
                InputStream = stream,
                PartSize = part.Piece.Length,
                UseChunkEncoding = _chunked,
            },
            cancellationToken);
        return answer.ETag;
    }

    public Task CompletePartsAsync(string key, string upload, IReadOnlyList<string> tags, CancellationToken cancellationToken) =>
        client.CompleteMultipartUploadAsync(
            new() { BucketName = bucket, Key = key, UploadId = upload, PartETags = [.. tags.Select((tag, index) => new PartETag(index + 1, tag))] },
            cancellationToken);

    public Task AbortPartsAsync(string key, string upload, CancellationToken cancellationToken) =>
        client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = upload }, cancellationToken);

    public Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => keys is [var only]
        ? client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = only }, cancellationToken)
        : client.DeleteObjectsAsync(new() { BucketName = bucket, Objects = [.. keys.Select(key => new KeyVersion { Key = key })], Quiet = true }, cancellationToken);

    // Servers without the encryption that was asked for find fault with the request as a whole.
    public StoreFault? FaultOf(Exception e) => S3Faults.Of(e) is not { } fault ? null
        : _encryption.IsAsked && e is AmazonS3Exception { ErrorCode: "InvalidRequest" or "InvalidArgument" or "NotImplemented" }
            ? fault with { Error = BucketError.EncryptionRefused, IsTransient = false }
            : fault;

    // The library asks for escaped keys and leaves them so. AWS writes a blank as +, others as %20.
    private static string Plain(string key, EncodingType? encoding) =>
        encoding == EncodingType.Url ? Uri.UnescapeDataString(key.Replace('+', ' ')) : key;

    private static long TotalOf(GetObjectResponse answer) =>
        answer.ContentRange is { } range && range.LastIndexOf('/') is > 0 and var slash
        && long.TryParse(range.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            ? total
            : answer.ContentLength;

    private Task PutAsync(PutObjectRequest request, CancellationToken cancellationToken)
    {
        request.UseChunkEncoding = _chunked;
        _encryption.Ask(request);
        return client.PutObjectAsync(request, cancellationToken);
    }

    private async Task RequireBucketAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.HeadBucketAsync(new() { BucketName = bucket }, cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.Forbidden)
        {
            // It is there, and no business of ours.
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            throw new AmazonS3Exception("No such bucket.", e, Amazon.Runtime.ErrorType.Sender, "NoSuchBucket", e.RequestId, e.StatusCode);
        }
    }

    // The tag of an object that was written whole and is not encrypted by a key of its own is its MD5. Directory buckets and other
    // vendors make tags as they like.
    private string? Md5Of(GetObjectResponse answer)
    {
        var tag = (answer.ETag ?? "").Trim('"');
        return connection.Match.StartsWith("s3:", StringComparison.Ordinal)
            && !bucket.EndsWith("--x-s3", StringComparison.Ordinal)
            && answer.ServerSideEncryptionMethod is var method && (method is null || method == ServerSideEncryptionMethod.None || method == ServerSideEncryptionMethod.AES256)
            && answer.ServerSideEncryptionCustomerProvidedKeyMD5 is null
            && tag.Length == 32 && tag.All(char.IsAsciiHexDigitLower)
                ? tag
                : null;
    }
}
