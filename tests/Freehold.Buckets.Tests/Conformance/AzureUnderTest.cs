using Freehold.Buckets.AzureBlobs;
using Freehold.Buckets.Remote;
using Freehold.JobContract.Connections;
using Freehold.Testing.ObjectStores;

namespace Freehold.Buckets.Tests.Conformance;

/// <summary>Azurite.</summary>
internal sealed class AzureUnderTest : RemoteUnderTest
{
    public override string ToString() => "az";

    protected override async Task<(BucketAddress Address, BucketConnection Connection)> MakeAsync()
    {
        var server = await TestStores.AzuriteAsync();
        var connection = new BucketConnection { Match = "az://", Endpoint = server.Endpoint, AccountKey = Azurite.AccountKey };
        var container = $"test-{Guid.NewGuid():N}";
        await AzureClients.ForAccount(Azurite.Account, connection).CreateBlobContainerAsync(container).InTime();
        return (BucketAddress.OfPrefix($"az://{Azurite.Account}/{container}/some/prefix"), connection);
    }

    protected override IObjectStore Connect(BucketAddress address, BucketConnection connection) => AzureBlobStore.Connect(address.Bucket, connection);
}
