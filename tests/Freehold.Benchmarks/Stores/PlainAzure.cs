using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Freehold.JobContract.Connections;

namespace Freehold.Benchmarks.Stores;

/// <summary>Plain requests to Azure's blobs.</summary>
internal sealed class PlainAzure(BucketConnection connection, string account, string container) : PlainTransfers
{
    private readonly Uri _signed = new BlobContainerClient(
            new Uri($"{connection.Endpoint}/{container}"), new StorageSharedKeyCredential(account, connection.AccountKey))
        .GenerateSasUri(BlobContainerSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1));

    protected override Uri AddressOf(HttpMethod method, string name) =>
        new($"{_signed.GetLeftPart(UriPartial.Path)}/{name}{_signed.Query}");

    protected override async Task UploadPartsAsync(string path, string name, IReadOnlyList<long> offsets, CancellationToken cancellationToken)
    {
        var address = AddressOf(HttpMethod.Put, name);
        await PutPartsAsync(path, offsets, index => new($"{address}&comp=block&blockid={Uri.EscapeDataString(BlockOf(index))}"), cancellationToken);

        var blocks = string.Concat(offsets.Select((_, index) => $"<Latest>{BlockOf(index)}</Latest>"));
        using var list = new StringContent($"<BlockList>{blocks}</BlockList>", Encoding.UTF8, "application/xml");
        using var answer = await Http.PutAsync(new Uri($"{address}&comp=blocklist"), list, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    protected override void Prepare(HttpContentHeaders headers) => headers.Add("x-ms-blob-type", "BlockBlob");

    private static string BlockOf(int index) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(index.ToString("00000", CultureInfo.InvariantCulture)));
}
