using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Freehold.Testing.ObjectStores;

/// <summary>A real S3 server: Ceph's gateway (Debian packages radosgw, ceph-mon, ceph-osd, ceph-common), with its data in memory.</summary>
public sealed class RadosGateway : IAsyncDisposable
{
    private readonly LeashedScript _script;

    private RadosGateway(LeashedScript script, int port)
    {
        _script = script;
        Port = port;
        Endpoint = new($"http://127.0.0.1:{port}");
    }

    /// <summary>Owns what it makes.</summary>
    public static AccessKey Owner { get; } = new("FHOWNER0000000000001", "owner-secret-of-the-tests");

    /// <summary>Has no right on anything of the owner's.</summary>
    public static AccessKey Stranger { get; } = new("FHSTRANGER0000000002", "stranger-secret-of-the-tests");

    /// <summary>Has no right either, but may assume <see cref="Role"/>.</summary>
    public static AccessKey Assumer { get; } = new("FHASSUMER00000000003", "assumer-secret-of-the-tests");

    /// <summary>A role that may do anything with all buckets.</summary>
    public static string Role => "arn:aws:iam:::role/worker";

    private static readonly string[] Actions =
        ["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObjectAcl"];

    /// <summary>Port on the loopback.</summary>
    public int Port { get; }

    /// <summary>Address of S3 and of the token service.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts one; about three seconds on an idle machine. The caller disposes it.</summary>
    public static async Task<RadosGateway> StartAsync()
    {
        var port = FreePort.Next();
        var folder = Path.Combine(Path.GetTempPath(), $"freehold-test-radosgw-{Guid.NewGuid():N}");
        var script = await LeashedScript.StartAsync(
            "radosgw.sh", "ready", new Dictionary<string, string>(StringComparer.Ordinal),
            folder, Text(port), Text(FreePort.Next()), LeashedScript.PathOf("radosgw-users.sh"));
        var gateway = new RadosGateway(script, port);
        await gateway.MakePoolsAsync();
        return gateway;
    }

    /// <summary>Makes a bucket of the owner's.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> NewBucketAsync()
    {
        var name = $"b-{Guid.NewGuid():N}";
        using var client = NewClient();
        await Eventually.IsTrueAsync(() => AskAsync(client, HttpMethod.Put, $"/{name}"), TimeSpan.FromSeconds(30));
        return name;
    }

    /// <summary>Allows <see cref="Stranger"/> these actions, such as <c>s3:GetObject</c>, with a bucket of the owner's, and no others.</summary>
    public async Task AllowStrangerAsync(string bucket, params IEnumerable<string> actions)
    {
        // Denied by name as well: what the stranger has written is its own, and this server lets owners do anything with theirs.
        var principal = new { AWS = new[] { "arn:aws:iam:::user/stranger" } };
        var resources = new[] { $"arn:aws:s3:::{bucket}", $"arn:aws:s3:::{bucket}/*" };
        var policy = JsonSerializer.Serialize(new
        {
            Version = "2012-10-17",
            Statement = new object[]
            {
                new { Effect = "Allow", Principal = principal, Action = actions, Resource = resources },
                new { Effect = "Deny", Principal = principal, Action = Actions.Except(actions), Resource = resources },
            },
        });
        using var client = NewClient();
        await Eventually.IsTrueAsync(() => AskAsync(client, HttpMethod.Put, $"/{bucket}?policy", policy), TimeSpan.FromSeconds(30));
    }

    /// <summary>Ends it and drops its data.</summary>
    public ValueTask DisposeAsync() => _script.DisposeAsync();

    // The first bucket, object and upload make pools, during which other requests wait or fail.
    private async Task MakePoolsAsync()
    {
        using var client = NewClient();
        foreach (var (method, path) in new[] { (HttpMethod.Put, "/first"), (HttpMethod.Put, "/first/object"), (HttpMethod.Post, "/first/parts?uploads") })
            await Eventually.IsTrueAsync(async () => await AskAsync(client, method, path), TimeSpan.FromMinutes(1));
    }

    private HttpClient NewClient() => new() { BaseAddress = Endpoint, Timeout = TimeSpan.FromSeconds(20) };

    private static async Task<bool> AskAsync(HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Headers.Date = DateTimeOffset.UtcNow;
        var signed = Encoding.UTF8.GetBytes($"{method}\n\n\n{request.Headers.Date:R}\n{path}");
#pragma warning disable CA5350 // AWS's signature of version 2, short enough to write down; the server is ours.
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Owner.Secret), signed));
#pragma warning restore CA5350
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS {Owner.Id}:{signature}");
        using var response = await client.SendAsync(request);
        return response.IsSuccessStatusCode;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
