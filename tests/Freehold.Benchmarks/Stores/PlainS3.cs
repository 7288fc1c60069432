using Amazon.S3;
using Amazon.S3.Model;
using Freehold.JobContract.Connections;

namespace Freehold.Benchmarks.Stores;

/// <summary>Plain requests to S3.</summary>
internal sealed class PlainS3(BucketConnection connection, string bucket) : PlainTransfers
{
    private readonly AmazonS3Client _client = Client(connection);

    public static AmazonS3Client Client(BucketConnection connection) => new(
        connection.AccessKeyId, connection.SecretAccessKey,
        new AmazonS3Config { ServiceURL = connection.Endpoint!.AbsoluteUri, AuthenticationRegion = "us-east-1", ForcePathStyle = true });

    protected override Uri AddressOf(HttpMethod method, string name) => Sign(method, name, upload: null, part: 0);

    protected override async Task UploadPartsAsync(string path, string name, IReadOnlyList<long> offsets, CancellationToken cancellationToken)
    {
        var upload = await _client.InitiateMultipartUploadAsync(bucket, name, cancellationToken);
        var tags = await PutPartsAsync(path, offsets, index => Sign(HttpMethod.Put, name, upload.UploadId, index + 1), cancellationToken);
        await _client.CompleteMultipartUploadAsync(
            new() { BucketName = bucket, Key = name, UploadId = upload.UploadId, PartETags = [.. tags.Select((tag, index) => new PartETag(index + 1, tag))] },
            cancellationToken);
    }

    private Uri Sign(HttpMethod method, string name, string? upload, int part)
    {
        var request = new GetPreSignedUrlRequest
        {
            BucketName = bucket,
            Key = name,
            Verb = method == HttpMethod.Get ? HttpVerb.GET : HttpVerb.PUT,
            Protocol = Amazon.S3.Protocol.HTTP,
            Expires = DateTime.UtcNow.AddHours(1),
        };
        if (upload is not null)
            (request.UploadId, request.PartNumber) = (upload, part);
        return new(_client.GetPreSignedURL(request));
    }
}
