using System.Text.Json;
using Freehold.Interoperability.Tests.Service;
using Freehold.Interoperability.Tests.Wire;

namespace Freehold.Interoperability.Tests.Peers;

/// <summary>All that a program of another language is told, in one line of JSON.</summary>
internal sealed record PeerConfiguration
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>For languages that read the service from its source.</summary>
    public string ProtoFile { get; } = PeerProgram.ProtoFile;

    /// <summary>The same, compiled, for languages that would need a generator.</summary>
    public byte[] Descriptor { get; } = InteroperabilityReflection.Descriptor.SerializedData.ToByteArray();

    public int MaxReceiveBytes => Samples.MaxReceiveBytes;

    public string Text => Samples.Text;

    public byte[] Bytes => Samples.AllBytes;

    public string StatusMessage => Samples.StatusMessage;

    public int LargeBytes => Samples.LargeBytes;

    public int TooLargeBytes => Samples.TooLargeBytes;

    public int CompressibleBytes => Samples.CompressibleBytes;

    /// <summary>Of a server. Null: in the clear.</summary>
    public ServerIdentity? Tls { get; private init; }

    /// <summary>Of a client: the authority it trusts, as PEM. Null: in the clear.</summary>
    public string? Authority { get; private init; }

    /// <summary>Of a client: the server.</summary>
    public string? Target { get; private init; }

    /// <summary>Of a client: by encoding, where to send the messages that are compressed with it.</summary>
    public IReadOnlyDictionary<string, string>? Relays { get; private init; }

    public static PeerConfiguration ForServer(Transport transport) => new()
    {
        Tls = transport is Transport.Tls
            ? new ServerIdentity(TestCertificates.ServerKeyPem, TestCertificates.Server.ExportCertificatePem())
            : null,
    };

    public static PeerConfiguration ForClient(Transport transport, int port, IReadOnlyDictionary<string, CountingRelay> relays) => new()
    {
        Authority = transport is Transport.Tls ? TestCertificates.Authority.ExportCertificatePem() : null,
        Target = $"127.0.0.1:{port}",
        Relays = relays.ToDictionary(relay => relay.Key, relay => $"127.0.0.1:{relay.Value.Port}"),
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Both as PEM. Over standard input only, so that the key is neither on disk nor in the list of processes.</summary>
    internal sealed record ServerIdentity(string Key, string Certificate);
}
