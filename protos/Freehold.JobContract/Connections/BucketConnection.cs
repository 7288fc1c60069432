namespace Freehold.JobContract.Connections;

/// <summary>
/// How the objects under one address are reached, and as whom. What is not set is taken from the surroundings of the program, as
/// the store's own tools do. docs/buckets.md describes every key.
/// </summary>
public sealed record BucketConnection
{
    /// <summary>Addresses that begin with this are reached this way; of several connections the longest one counts. Required.</summary>
    public string Match { get; init; } = "";

    /// <summary>Address of the store's service, for stores that are not the vendor's own. For Azure with the account where it is part of the path.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Address of the Security Token Service. Default: AWS's of the region.</summary>
    public Uri? StsEndpoint { get; init; }

    /// <summary>Region that requests are signed for. Default: the surroundings', else <c>us-east-1</c>; <c>auto</c> for Google.</summary>
    public string? Region { get; init; }

    /// <summary>Whether the bucket stands in the path and not in the host's name. Default: true with an endpoint, else false.</summary>
    public bool? PathStyle { get; init; }

    /// <summary>
    /// <c>when_required</c> or <c>when_supported</c>: whether additional checksums travel behind the content. Default: when_supported
    /// at AWS, when_required elsewhere.
    /// </summary>
    public string? Checksums { get; init; }

    /// <summary><c>none</c>, <c>AES256</c> or <c>aws:kms</c>: encryption that is asked for with each object. Default none: the bucket's own rule counts.</summary>
    public string? Encryption { get; init; }

    /// <summary>Key for <c>aws:kms</c>. Default: the bucket's.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Azure encryption scope that objects are written in.</summary>
    public string? EncryptionScope { get; init; }

    /// <summary>Id of an access key (S3) or HMAC key (Google). Needs the secret.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Secret of the access key.</summary>
    public string? SecretAccessKey { get; init; }

    /// <summary>Token that belongs to a short-lived access key.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Role that is assumed before the store is reached.</summary>
    public string? RoleArn { get; init; }

    /// <summary>External id that the role's trust policy asks for.</summary>
    public string? ExternalId { get; init; }

    /// <summary>File with a web identity token: with it the role is assumed by that token, for Azure it is the federated token.</summary>
    public string? WebIdentityTokenFile { get; init; }

    /// <summary>Key of the Azure storage account.</summary>
    public string? AccountKey { get; init; }

    /// <summary>Azure shared access signature, with or without the question mark.</summary>
    public string? Sas { get; init; }

    /// <summary>Entra tenant of the identity.</summary>
    public string? TenantId { get; init; }

    /// <summary>Client id of the workload or managed identity.</summary>
    public string? ClientId { get; init; }

    /// <summary>When credentials that are set here stop to work; null when they do not, or nobody knows.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Who the store sees, as far as these settings say: never a secret. Empty when the surroundings decide.</summary>
    public string Identity => this switch
    {
        { RoleArn: { } role } => role,
        { AccessKeyId: { } key } => KeyHint.Of(key),
        { Sas: not null } => "sas",
        { AccountKey: not null } => "account key",
        { ClientId: { } client } => client,
        _ => "",
    };

    /// <summary>The address and the identity; nothing else, so that it can stand in a log.</summary>
    public override string ToString() => Identity.Length == 0 ? Match : $"{Match} as {Identity}";
}
