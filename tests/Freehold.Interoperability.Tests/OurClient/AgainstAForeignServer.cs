using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Service;
using Freehold.Interoperability.Tests.Wire;
using Grpc.Net.Client;

namespace Freehold.Interoperability.Tests.OurClient;

/// <summary>Runs the tests of a fixture against each other implementation of gRPC, in the clear and over TLS.</summary>
[TestFixture(PeerLanguage.Python, Transport.Cleartext)]
[TestFixture(PeerLanguage.Python, Transport.Tls)]
[TestFixture(PeerLanguage.Node, Transport.Cleartext)]
[TestFixture(PeerLanguage.Node, Transport.Tls)]
public abstract class AgainstAForeignServer(PeerLanguage language, Transport transport)
{
    private GrpcChannel? _channel;

    protected PeerLanguage Language { get; } = language;

    protected Transport Transport { get; } = transport;

    private protected int ServerPort { get; private set; }

    private protected EchoService.EchoServiceClient Client => new(_channel);

    [OneTimeSetUp]
    public async Task Connect()
    {
        ServerPort = (await SharedPeers.ServerAsync(Language, Transport)).Port;
        _channel = OurChannel.Open(ServerPort, Transport);
    }

    [OneTimeTearDown]
    public void Disconnect() => _channel?.Dispose();

    /// <summary>An id for a call whose end the server shall tell; the server outlives the fixture, so ids must differ.</summary>
    private protected static string NewCallId() => Guid.NewGuid().ToString();

    private protected async Task<bool> ServerSawCancellationAsync(string callId) =>
        (await Client.AwaitEndingAsync(new EndingRequest { CallId = callId }, deadline: TimeLimit.CallDeadline)).Cancelled;
}
