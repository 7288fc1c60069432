using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using Freehold.JobContract.Connections;

namespace Freehold.Buckets.AzureBlobs;

/// <summary>Makes clients of connections.</summary>
internal static class AzureClients
{
    // A block of 4 MiB may take this long.
    private static readonly TimeSpan RequestLimit = TimeSpan.FromMinutes(5);

    /// <summary>A client for the containers of an account. Nothing is reached yet.</summary>
    public static BlobServiceClient ForAccount(string account, BucketConnection connection)
    {
        var endpoint = connection.Endpoint ?? new Uri($"https://{account}.blob.core.windows.net");
        var options = OptionsOf(connection);

        return connection switch
        {
            { AccountKey: { } key } => new(endpoint, new StorageSharedKeyCredential(account, key), options),
            { Sas: { } sas } => new(endpoint, new AzureSasCredential(sas.TrimStart('?')), options),
            _ => new(endpoint, TokenOf(connection), options),
        };
    }

    private static BlobClientOptions OptionsOf(BucketConnection connection)
    {
        var options = new BlobClientOptions
        {
            EncryptionScope = connection.EncryptionScope,
            TrimBlobNameSlashes = false,
        };
        options.Retry.MaxRetries = 0; // StoreCalls tries again; two of them would multiply
        options.Retry.NetworkTimeout = RequestLimit;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        return options;
    }

    private static TokenCredential TokenOf(BucketConnection connection) => connection.WebIdentityTokenFile is { } file
        ? new WorkloadIdentityCredential(new() { TokenFilePath = file, TenantId = connection.TenantId, ClientId = connection.ClientId })
        : new DefaultAzureCredential(new DefaultAzureCredentialOptions
        {
            TenantId = connection.TenantId,
            WorkloadIdentityClientId = connection.ClientId,
            ManagedIdentityClientId = connection.ClientId,
            ExcludeInteractiveBrowserCredential = true,
        });
}
