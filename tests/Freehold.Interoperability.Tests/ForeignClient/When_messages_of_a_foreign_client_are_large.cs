using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Wire;
using Grpc.Core;

namespace Freehold.Interoperability.Tests.ForeignClient;

public sealed class When_messages_of_a_foreign_client_are_large(PeerLanguage language, Transport transport)
    : OurServerCalledByAForeignClient(language, transport)
{
    [Test]
    public void Several_mebibytes_come_back_unchanged()
    {
        var result = Run.Result("large_message");

        Assert.That(result.Length, Is.EqualTo(Samples.LargeBytes));
        Assert.That(result.Same, Is.True);
    }

    [Test]
    public void A_request_above_our_limit_is_refused()
    {
        Assert.That(Run.Result("request_is_too_large").Code, Is.EqualTo((int)StatusCode.ResourceExhausted));
    }

    [Test]
    public void A_reply_above_its_limit_is_refused()
    {
        Assert.That(Run.Result("reply_is_too_large").Code, Is.EqualTo((int)StatusCode.ResourceExhausted));
    }
}
