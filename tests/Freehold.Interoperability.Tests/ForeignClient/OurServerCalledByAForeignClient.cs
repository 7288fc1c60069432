using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Wire;

namespace Freehold.Interoperability.Tests.ForeignClient;

/// <summary>Looks at what clients in each other implementation of gRPC saw of our server, in the clear and over TLS.</summary>
[TestFixture(PeerLanguage.Python, Transport.Cleartext)]
[TestFixture(PeerLanguage.Python, Transport.Tls)]
[TestFixture(PeerLanguage.Node, Transport.Cleartext)]
[TestFixture(PeerLanguage.Node, Transport.Tls)]
public abstract class OurServerCalledByAForeignClient(PeerLanguage language, Transport transport)
{
    private protected ForeignClientRun Run { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task RunTheClient() => Run = await SharedPeers.ClientRunAsync(language, transport);
}
