using System.Security.Cryptography;
using System.Text.Json;

namespace Freehold.ControlPlane.Jobs;

/// <summary>A job as one server-sent event.</summary>
/// <param name="Id">Digest of the data: the same job looks the same on every replica.</param>
internal readonly record struct JobServerEvent(string Id, byte[] Data)
{
    public static JobServerEvent Of(JobView job, JsonSerializerOptions json)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(job with { Document = null }, json);
        return new(Convert.ToHexStringLower(SHA256.HashData(data).AsSpan(0, 12)), data);
    }
}
