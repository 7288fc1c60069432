using Freehold.JobContract.Connections;

namespace Freehold.Buckets.S3;

/// <summary>
/// Google Cloud Storage through its XML API, which understands S3 requests signed with HMAC keys.
/// https://cloud.google.com/storage/docs/interoperability
/// </summary>
internal static class GoogleDefaults
{
    private static readonly Uri Endpoint = new("https://storage.googleapis.com");

    public static BucketConnection AppliedTo(BucketConnection connection) => connection with
    {
        Endpoint = connection.Endpoint ?? Endpoint,
        Region = connection.Region ?? "auto",
        PathStyle = connection.PathStyle ?? true,
        Checksums = connection.Checksums ?? "when_required",
    };
}
