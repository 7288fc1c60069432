using Azure.Storage;
using Azure.Storage.Sas;
using Freehold.Buckets.AzureBlobs;
using Freehold.JobContract.Connections;

namespace Freehold.Buckets.Narrowing;

/// <summary>
/// Azure: shared access signatures, made with a user delegation key where the connection has an identity and with the account's key
/// where it has that. A signature is for one object or for a whole container; one for a folder needs a hierarchical namespace and
/// its own client library, which Freehold does not use.
/// </summary>
internal static class SignedAccess
{
    // Clocks differ; a signature that begins now is refused by a server that is a second behind.
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(5);

    private const BlobContainerSasPermissions Reading = BlobContainerSasPermissions.Read | BlobContainerSasPermissions.List;

    private const BlobContainerSasPermissions Writing =
        Reading | BlobContainerSasPermissions.Create | BlobContainerSasPermissions.Write | BlobContainerSasPermissions.Delete;

    // Create, not write: what lies there already cannot be replaced.
    private const BlobContainerSasPermissions Uploading = BlobContainerSasPermissions.Create;

    public static async Task<NarrowingResult> MakeAsync(
        BucketConnection connection, NarrowingRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        if (connection.Sas is not null)
            return new NarrowingResult.NotPossible(NarrowingObstacle.OnlyASignature);

        var now = time.GetUtcNow();
        var ends = now + request.Granted;
        try
        {
            var wanted = WantedOf(request);
            var connections = new List<BucketConnection>();
            foreach (var place in wanted)
            {
                var sas = await SignAsync(connection, place, now - Before, ends, cancellationToken);
                connections.Add(connection with
                {
                    Match = place.Address,
                    Sas = sas,
                    ExpiresAt = ends,
                    AccountKey = null,
                    WebIdentityTokenFile = null,
                    TenantId = null,
                    ClientId = null,
                });
            }

            var scope = wanted.All(place => place.Blob is not null) ? NarrowingScope.Object : NarrowingScope.Containers;
            return new NarrowingResult.Narrowed(connections, scope, ends);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && AzureFaults.Of(e, expired: false) is { } fault)
        {
            return new NarrowingResult.NotPossible(NarrowingObstacle.Refused, fault.Answer);
        }
    }

    // One object to read is signed as such; everything else is by container, read-only where nothing is written.
    private static List<Place> WantedOf(NarrowingRequest request)
    {
        if (request is { Read: [var only], Write: [], Upload: [] } && BucketAddress.OfObjects(only) is { Pattern: { Length: > 0 } name } single && !new ObjectPattern(name).IsGlob)
            return [new(only, single.Bucket, single.Prefix + name, BlobContainerSasPermissions.Read)];

        var rights = new Dictionary<string, BlobContainerSasPermissions>(StringComparer.Ordinal);
        Allow(request.Read.Select(BucketAddress.OfObjects), Reading);
        Allow(request.Write.Select(BucketAddress.OfPrefix), Writing);
        Allow(request.Upload.Select(BucketAddress.OfPrefix), Uploading);
        return [.. rights.Select(bucket => new Place($"az://{bucket.Key}", bucket.Key, Blob: null, bucket.Value))];

        void Allow(IEnumerable<BucketAddress> addresses, BlobContainerSasPermissions more)
        {
            foreach (var address in addresses)
                rights[address.Bucket] = rights.GetValueOrDefault(address.Bucket) | more;
        }
    }

    private static async Task<string> SignAsync(
        BucketConnection connection, Place place, DateTimeOffset begins, DateTimeOffset ends, CancellationToken cancellationToken)
    {
        var slash = place.Bucket.IndexOf('/', StringComparison.Ordinal);
        var account = place.Bucket[..slash];
        var sas = new BlobSasBuilder
        {
            BlobContainerName = place.Bucket[(slash + 1)..],
            BlobName = place.Blob,
            Resource = place.Blob is null ? "c" : "b",
            StartsOn = begins,
            ExpiresOn = ends,
            Protocol = connection.Endpoint is { Scheme: "http" } ? SasProtocol.HttpsAndHttp : SasProtocol.Https,
            EncryptionScope = connection.EncryptionScope,
        };
        if (place.Blob is not null)
            sas.SetPermissions(BlobSasPermissions.Read);
        else
            sas.SetPermissions(place.Rights);

        if (connection.AccountKey is { } key)
            return $"{sas.ToSasQueryParameters(new StorageSharedKeyCredential(account, key))}";

        var client = AzureClients.ForAccount(account, connection);
        var delegation = await client.GetUserDelegationKeyAsync(begins, ends, cancellationToken);
        return $"{sas.ToSasQueryParameters(delegation.Value, account)}";
    }

    /// <summary>What one signature is for.</summary>
    private sealed record Place(string Address, string Bucket, string? Blob, BlobContainerSasPermissions Rights);
}
