using System.Buffers.Binary;
using System.Net;
using System.Text;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Freehold.Interoperability.Tests.StandIns;

/// <summary>The Azure client computes its CRC-64 on our <c>System.IO.Hashing</c>; a scripted service looks at what it sends.</summary>
public sealed class When_a_blob_is_uploaded_with_a_checksum
{
    // The check value that catalogues of checksums give for this CRC (CRC-64/NVME) and the digits 1 to 9.
    private const ulong CheckValue = 0xAE8B14860A799888;

    private WebApplication _service = null!;
    private string? _checksum;

    [OneTimeSetUp]
    public async Task StartTheService()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _service = builder.Build();
        _service.MapPut("/account/container/blob", (HttpContext context) =>
        {
            _checksum = context.Request.Headers["x-ms-content-crc64"];
            context.Response.Headers["x-ms-content-crc64"] = _checksum;
            context.Response.Headers.ETag = "\"1\"";
            context.Response.Headers.LastModified = DateTimeOffset.UtcNow.ToString("R");
            context.Response.StatusCode = StatusCodes.Status201Created;
        });
        await _service.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopTheService() => await _service.DisposeAsync();

    [Test]
    public async Task The_checksum_is_that_of_the_content()
    {
        var blob = new BlobClient(new Uri($"{_service.Urls.Single()}/account/container/blob"));

        await blob.UploadAsync(new BinaryData(Encoding.ASCII.GetBytes("123456789")), new BlobUploadOptions
        {
            TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.StorageCrc64 },
        }).InTime();

        Assert.That(_checksum, Is.Not.Null);
        Assert.That(BinaryPrimitives.ReadUInt64LittleEndian(Convert.FromBase64String(_checksum!)), Is.EqualTo(CheckValue));
    }
}
