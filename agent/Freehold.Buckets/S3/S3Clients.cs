using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Freehold.JobContract.Connections;

namespace Freehold.Buckets.S3;

/// <summary>Makes clients of connections.</summary>
internal static class S3Clients
{
    private const string DefaultRegion = "us-east-1";

    // A part of 8 MiB may take this long; silence inside a download is watched by ourselves.
    private static readonly TimeSpan RequestLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    /// <summary>A client for objects. Nothing is reached yet.</summary>
    public static AmazonS3Client ForObjects(BucketConnection connection)
    {
        var config = Configured(new AmazonS3Config(), connection.Endpoint, connection.Region);
        config.ForcePathStyle = connection.PathStyle ?? connection.Endpoint is not null;

        // Without an endpoint the store is AWS's own, which knows trailing checksums; many others answer them with 400.
        var checksums = (connection.Checksums ?? (connection.Endpoint is null ? "when_supported" : "when_required")) is "when_supported";
        config.RequestChecksumCalculation = checksums ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED;
        config.ResponseChecksumValidation = checksums ? ResponseChecksumValidation.WHEN_SUPPORTED : ResponseChecksumValidation.WHEN_REQUIRED;

        return CredentialsOf(connection) is { } credentials ? new(credentials, config) : new(config);
    }

    /// <summary>A client for the token service.</summary>
    /// <param name="credentials">Who asks; null: the surroundings' identity.</param>
    public static AmazonSecurityTokenServiceClient ForTokens(BucketConnection connection, AWSCredentials? credentials)
    {
        var config = Configured(new AmazonSecurityTokenServiceConfig(), connection.StsEndpoint, connection.Region);
        return credentials is null ? new(config) : new(credentials, config);
    }

    /// <summary>The key of the connection; null: the surroundings' identity.</summary>
    public static AWSCredentials? KeyOf(BucketConnection connection) => connection switch
    {
        { AccessKeyId: { } id, SecretAccessKey: { } secret, SessionToken: { } token } => new SessionAWSCredentials(id, secret, token),
        { AccessKeyId: { } id, SecretAccessKey: { } secret } => new BasicAWSCredentials(id, secret),
        _ => null,
    };

    private static AWSCredentials? CredentialsOf(BucketConnection connection) =>
        connection.RoleArn is null ? KeyOf(connection) : new AssumedRole(connection);

    private static TConfig Configured<TConfig>(TConfig config, Uri? endpoint, string? region)
        where TConfig : ClientConfig
    {
        config.MaxErrorRetry = 0; // StoreCalls tries again; two of them would multiply
        config.Timeout = RequestLimit;
        config.ConnectTimeout = ConnectLimit;
        if (endpoint is not null)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = region ?? DefaultRegion;
        }
        else if (region is not null)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        else if (config.RegionEndpoint is null)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(DefaultRegion);

        return config;
    }
}
