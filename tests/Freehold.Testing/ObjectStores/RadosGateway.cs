using System.Globalization;

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
        return new(script, port);
    }

    /// <summary>Ends it and drops its data.</summary>
    public ValueTask DisposeAsync() => _script.DisposeAsync();

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
