using Freehold.Buckets.Tests.Conformance;
using Freehold.Testing.Networks;

namespace Freehold.Buckets.Tests.Networks;

[TestFixtureSource(typeof(StoreUnderTest), nameof(StoreUnderTest.Elsewhere))]
public sealed class When_the_network_breaks(StoreUnderTest store) : ConformanceTest(store)
{
    private TcpForwarder _network = null!;
    private IBucket _far = null!;

    [SetUp]
    public async Task PutNetworkBetween()
    {
        var port = Store is AzureUnderTest ? (await TestStores.AzuriteAsync()).Port : (await TestStores.RadosAsync()).Port;
        _network = new(port) { Piece = 16 * 1024, Delay = TimeSpan.FromMilliseconds(1) };
        _far = await Store.ReopenAsync(Bucket, connection => connection with
        {
            Endpoint = new UriBuilder(connection.Endpoint!) { Port = _network.Port }.Uri,
        });
    }

    [TearDown]
    public async Task RemoveNetwork() => await _network.DisposeAsync();

    [Test]
    public async Task A_download_goes_on_where_it_broke_off()
    {
        var content = Noise(12_000_000);
        await PutAsync("large.bin", content);

        var fetching = _far.FetchAsync("large.bin", Scratch, Never);
        await CutAsync(() => Directory.EnumerateFiles(Scratch, "*.fetched").Any());

        var path = await fetching.InTime();
        Assert.That((await File.ReadAllBytesAsync(path)).AsSpan().SequenceEqual(content), Is.True);
    }

    [Test]
    public async Task An_upload_sends_the_broken_parts_again()
    {
        var content = Noise(12_000_000);
        var uploading = PutAsync("large.bin", content, _far);
        await CutAsync(() => _network.Connections >= 2);

        await uploading.InTime();
        Assert.That((await FetchAsync("large.bin")).AsSpan().SequenceEqual(content), Is.True);
        Assert.That(await Store.OpenUploadsAsync(Bucket), Is.Null.Or.Zero);
    }

    [Test]
    public async Task An_upload_that_is_stopped_leaves_nothing()
    {
        using var stopping = new CancellationTokenSource();
        await using (var draft = await _far.BeginAsync("large.bin", Scratch, Never))
        {
            await File.WriteAllBytesAsync(draft.LocalPath, Noise(12_000_000));
            var publishing = draft.PublishAsync(stopping.Token);
            await Eventually.IsTrueAsync(async () => _network.Connections >= 2 && await Store.OpenUploadsAsync(Bucket) is null or 1);
            await stopping.CancelAsync();
            Assert.That(async () => await publishing.InTime(), Throws.InstanceOf<OperationCanceledException>());
        }

        Assert.That(await NamesAsync(), Is.Empty);
        Assert.That(await Store.OpenUploadsAsync(Bucket), Is.Null.Or.Zero);
        Assert.That(Directory.EnumerateFileSystemEntries(Scratch), Is.Empty);
    }

    private async Task CutAsync(Func<bool> begun)
    {
        await Eventually.IsTrueAsync(begun);
        _network.Cut();
    }
}
