using Freehold.Testing.ObjectStores;

namespace Freehold.Buckets.Tests;

/// <summary>The servers of this test run: each is started once, when the first test asks for it.</summary>
[SetUpFixture]
public sealed class TestStores
{
    private static readonly Lazy<Task<RadosGateway>> Rados = new(RadosGateway.StartAsync);
    private static readonly Lazy<Task<Azurite>> Azure = new(Azurite.StartAsync);

    public static Task<RadosGateway> RadosAsync() => Rados.Value;

    public static Task<Azurite> AzuriteAsync() => Azure.Value;

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (Rados.IsValueCreated)
            await (await Rados.Value).DisposeAsync();
        if (Azure.IsValueCreated)
            await (await Azure.Value).DisposeAsync();
    }
}
