using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Service;
using Freehold.Interoperability.Tests.Wire;
using Google.Protobuf;
using Grpc.Core;

namespace Freehold.Interoperability.Tests.OurClient;

public sealed class When_messages_to_a_foreign_server_are_large(PeerLanguage language, Transport transport)
    : AgainstAForeignServer(language, transport)
{
    [Test]
    public async Task Several_mebibytes_come_back_unchanged()
    {
        var payload = new byte[Samples.LargeBytes];
        new Random(1).NextBytes(payload);

        var reply = await Client.EchoAsync(
            new EchoRequest { Payload = UnsafeByteOperations.UnsafeWrap(payload) }, deadline: TimeLimit.CallDeadline);

        Assert.That(reply.Payload.Span.SequenceEqual(payload), Is.True);
    }

    [Test]
    public void A_request_above_the_servers_limit_is_refused()
    {
        var request = new EchoRequest { Payload = UnsafeByteOperations.UnsafeWrap(new byte[Samples.TooLargeBytes]) };

        var failure = Assert.ThrowsAsync<RpcException>(async () => await Client.EchoAsync(request, deadline: TimeLimit.CallDeadline));

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }

    [Test]
    public void A_reply_above_our_limit_is_refused()
    {
        var request = new EchoRequest { ReplyBytes = Samples.TooLargeBytes };

        var failure = Assert.ThrowsAsync<RpcException>(async () => await Client.EchoAsync(request, deadline: TimeLimit.CallDeadline));

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.ResourceExhausted));
    }
}
