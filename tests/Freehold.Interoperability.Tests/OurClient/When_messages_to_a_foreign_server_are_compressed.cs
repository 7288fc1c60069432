using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Service;
using Freehold.Interoperability.Tests.Wire;
using Google.Protobuf;
using Grpc.Core;

namespace Freehold.Interoperability.Tests.OurClient;

public sealed class When_messages_to_a_foreign_server_are_compressed(PeerLanguage language, Transport transport)
    : AgainstAForeignServer(language, transport)
{
    // Grpc.Net.Client turns this request header into grpc-encoding and compresses the messages of the call.
    private const string RequestEncodingHeader = "grpc-internal-encoding-request";

    private static readonly ByteString Compressible = UnsafeByteOperations.UnsafeWrap(new byte[Samples.CompressibleBytes]);

    [Test]
    public async Task Without_an_encoding_every_byte_is_on_the_wire()
    {
        await using var wire = CountingRelay.Start(ServerPort);
        using var channel = OurChannel.Open(wire.Port, Transport);

        var reply = await new EchoService.EchoServiceClient(channel)
            .EchoAsync(new EchoRequest { Payload = Compressible }, deadline: TimeLimit.CallDeadline);

        Assert.That(reply.Payload, Is.EqualTo(Compressible));
        Assert.That(wire.ToServer, Is.GreaterThan(Samples.CompressibleBytes));
        Assert.That(wire.ToClient, Is.GreaterThan(Samples.CompressibleBytes));
    }

    [Test]
    public async Task Our_requests_are_compressed_and_understood([Values("gzip", "deflate")] string encoding)
    {
        await using var wire = CountingRelay.Start(ServerPort);
        using var channel = OurChannel.Open(wire.Port, Transport);

        var reply = await new EchoService.EchoServiceClient(channel).EchoAsync(
            new EchoRequest { Payload = Compressible, ReplyBytes = 1 },
            new Metadata { { RequestEncodingHeader, encoding } },
            TimeLimit.CallDeadline);

        Assert.That(reply.ReceivedBytes, Is.EqualTo(Samples.CompressibleBytes));
        Assert.That(wire.ToServer, Is.LessThan(Samples.CompressibleBytes / 16));
    }

    [Test]
    public async Task Compressed_replies_are_understood([Values("gzip", "deflate")] string encoding)
    {
        // @grpc/grpc-js does not compress what a server sends, so there is nothing to understand.
        var sendsCompressed = Language is not PeerLanguage.Node;
        await using var wire = CountingRelay.Start(ServerPort);
        using var channel = OurChannel.Open(wire.Port, Transport);

        var reply = await new EchoService.EchoServiceClient(channel).EchoAsync(
            new EchoRequest { ReplyBytes = Samples.CompressibleBytes, ReplyEncoding = encoding }, deadline: TimeLimit.CallDeadline);

        Assert.That(reply.Payload, Is.EqualTo(Compressible));
        Assert.That(wire.ToClient, sendsCompressed
            ? Is.LessThan(Samples.CompressibleBytes / 16)
            : Is.GreaterThan(Samples.CompressibleBytes));
    }
}
