using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Wire;

namespace Freehold.Interoperability.Tests.ForeignClient;

public sealed class When_messages_of_a_foreign_client_are_compressed(PeerLanguage language, Transport transport)
    : OurServerCalledByAForeignClient(language, transport)
{
    [Test]
    public void Without_an_encoding_every_byte_is_on_the_wire()
    {
        AssertArrived(Run.Result("compression_identity"));
        Assert.That(Run.Wire("identity").ToServer, Is.GreaterThan(Samples.CompressibleBytes));
        Assert.That(Run.Wire("identity").ToClient, Is.GreaterThan(Samples.CompressibleBytes));
    }

    [Test]
    public void Compressed_requests_are_understood([Values("gzip", "deflate")] string encoding)
    {
        AssertArrived(Run.Result($"compression_{encoding}"));
        Assert.That(Run.Wire(encoding).ToServer, Is.LessThan(Samples.CompressibleBytes / 16));
    }

    [Test]
    public void Our_replies_are_compressed_and_understood([Values("gzip", "deflate")] string encoding)
    {
        AssertArrived(Run.Result($"compression_{encoding}"));
        Assert.That(Run.Wire(encoding).ToClient, Is.LessThan(Samples.CompressibleBytes / 16));
    }

    private static void AssertArrived(CaseResult result)
    {
        Assert.That(result.ReceivedBytes, Is.EqualTo(Samples.CompressibleBytes));
        Assert.That(result.Length, Is.EqualTo(Samples.CompressibleBytes));
        Assert.That(result.Same, Is.True);
    }
}
