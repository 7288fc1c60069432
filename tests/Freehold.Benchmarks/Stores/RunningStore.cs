using Freehold.JobContract.Connections;
using Freehold.Testing.ObjectStores;

namespace Freehold.Benchmarks.Stores;

/// <summary>A real server on the loopback that keeps its data in memory, with an empty bucket. The tests run on the same ones.</summary>
/// <param name="Name">For people.</param>
/// <param name="Address">Of the bucket.</param>
/// <param name="Connection">How it is reached.</param>
internal sealed record RunningStore(string Name, string Address, BucketConnection Connection, IAsyncDisposable Server) : IAsyncDisposable
{
    /// <summary>The connection as a process that is started wants it.</summary>
    public Dictionary<string, string> Environment => ConnectionEnvironment.VariablesOf(
        new(new Dictionary<string, BucketConnection>(StringComparer.Ordinal) { ["bench"] = Connection })).ToDictionary(StringComparer.Ordinal);

    /// <summary>Ceph's gateway, for S3.</summary>
    public static async Task<RunningStore> StartS3Async(CancellationToken cancellationToken)
    {
        var server = await RadosGateway.StartAsync();
        var connection = new BucketConnection
        {
            Match = "s3://bench",
            Endpoint = server.Endpoint,
            AccessKeyId = RadosGateway.Owner.Id,
            SecretAccessKey = RadosGateway.Owner.Secret,
        };
        using (var client = PlainS3.Client(connection))
            await client.PutBucketAsync("bench", cancellationToken);
        return new("S3", "s3://bench/", connection, server);
    }

    /// <summary>Azurite, for Azure's blobs.</summary>
    public static async Task<RunningStore> StartAzureAsync()
    {
        var server = await Azurite.StartAsync();
        var address = $"az://{Azurite.Account}/{await server.NewContainerAsync()}";
        return new("Azure", address + "/", new() { Match = address, Endpoint = server.Endpoint, AccountKey = Azurite.AccountKey }, server);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
