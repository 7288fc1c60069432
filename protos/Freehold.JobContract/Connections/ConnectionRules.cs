namespace Freehold.JobContract.Connections;

/// <summary>What is wrong with a connection, all of it at once.</summary>
public static class ConnectionRules
{
    private static readonly string[] S3Keys =
    [
        nameof(BucketConnection.StsEndpoint), nameof(BucketConnection.Region), nameof(BucketConnection.PathStyle), nameof(BucketConnection.Checksums),
        nameof(BucketConnection.Encryption), nameof(BucketConnection.KmsKeyId), nameof(BucketConnection.AccessKeyId),
        nameof(BucketConnection.SecretAccessKey), nameof(BucketConnection.SessionToken), nameof(BucketConnection.RoleArn), nameof(BucketConnection.ExternalId),
    ];

    private static readonly string[] AzureKeys =
    [
        nameof(BucketConnection.AccountKey), nameof(BucketConnection.Sas), nameof(BucketConnection.TenantId), nameof(BucketConnection.ClientId),
        nameof(BucketConnection.EncryptionScope),
    ];

    /// <summary>The problems, each beginning with the key; no value of a key is quoted.</summary>
    public static IEnumerable<string> ProblemsOf(BucketConnection connection)
    {
        var scheme = SchemeOf(connection.Match);
        if (scheme is null)
        {
            yield return "Match: must begin with s3://, az:// or gs:// and name a bucket";
            yield break;
        }

        foreach (var key in ConnectionKey.All.Where(key => key.TextIn(connection) is not null && IsForeign(key.Name, scheme)))
            yield return $"{key.Name}: has no meaning for {scheme}:// addresses";

        if (connection.Endpoint is { Scheme: not ("http" or "https") })
            yield return "Endpoint: must be an http or https address";
        if (connection.StsEndpoint is { Scheme: not ("http" or "https") })
            yield return "StsEndpoint: must be an http or https address";
        if (connection.Checksums is not (null or "when_required" or "when_supported"))
            yield return "Checksums: must be when_required or when_supported";
        if (connection.Encryption is not (null or "none" or "AES256" or "aws:kms"))
            yield return "Encryption: must be none, AES256 or aws:kms";
        if (connection is { KmsKeyId: not null, Encryption: not "aws:kms" })
            yield return "KmsKeyId: needs Encryption to be aws:kms";
        if (connection.AccessKeyId is null != connection.SecretAccessKey is null)
            yield return "AccessKeyId: needs SecretAccessKey, and the other way round";
        if (connection is { SessionToken: not null, AccessKeyId: null })
            yield return "SessionToken: needs AccessKeyId and SecretAccessKey";
        if (scheme is "s3" && connection is { WebIdentityTokenFile: not null, RoleArn: null })
            yield return "WebIdentityTokenFile: needs RoleArn";
        if (connection is { WebIdentityTokenFile: not null, AccessKeyId: not null })
            yield return "WebIdentityTokenFile: cannot stand beside AccessKeyId";
        if (scheme is "gs" && connection is { RoleArn: not null } or { StsEndpoint: not null, RoleArn: null })
            yield return scheme is "gs" ? "RoleArn: has no meaning for gs:// addresses" : "StsEndpoint: needs RoleArn";
        if (connection is { AccountKey: not null, Sas: not null })
            yield return "Sas: cannot stand beside AccountKey";
    }

    private static string? SchemeOf(string match)
    {
        var end = match.IndexOf("://", StringComparison.Ordinal);
        return end > 0 && match[..end] is "s3" or "az" or "gs" && match.Length > end + 3 && match[end + 3] is not '/' ? match[..end] : null;
    }

    private static bool IsForeign(string key, string scheme) => scheme is "az" ? S3Keys.Contains(key) : AzureKeys.Contains(key);
}
