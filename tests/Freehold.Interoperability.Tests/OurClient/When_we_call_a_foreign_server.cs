using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Service;
using Freehold.Interoperability.Tests.Wire;
using Google.Protobuf;
using Grpc.Core;

namespace Freehold.Interoperability.Tests.OurClient;

public sealed class When_we_call_a_foreign_server(PeerLanguage language, Transport transport)
    : AgainstAForeignServer(language, transport)
{
    [Test]
    public async Task Text_and_bytes_come_back()
    {
        var request = new EchoRequest { Text = Samples.Text, Payload = ByteString.CopyFrom(Samples.AllBytes) };

        var reply = await Client.EchoAsync(request, deadline: TimeLimit.CallDeadline);

        Assert.That(reply.Text, Is.EqualTo(Samples.Text));
        Assert.That(reply.Payload.ToByteArray(), Is.EqualTo(Samples.AllBytes));
    }

    [Test]
    public async Task Headers_and_trailers_come_back_as_text_and_as_bytes()
    {
        var sent = new Metadata
        {
            { "X-Header-Text", "one" },
            { "x-header-bytes-bin", Samples.AllBytes },
            { "x-trailer-text", "three" },
            { "x-trailer-bytes-bin", Samples.AllBytes },
        };

        using var call = Client.EchoAsync(new EchoRequest(), sent, TimeLimit.CallDeadline);
        var headers = await call.ResponseHeadersAsync.InTime();
        await call.ResponseAsync.InTime();
        var trailers = call.GetTrailers();

        Assert.That(headers.GetValue("x-header-text"), Is.EqualTo("one"));
        Assert.That(headers.GetValueBytes("x-header-bytes-bin"), Is.EqualTo(Samples.AllBytes));
        Assert.That(trailers.GetValue("x-trailer-text"), Is.EqualTo("three"));
        Assert.That(trailers.GetValueBytes("x-trailer-bytes-bin"), Is.EqualTo(Samples.AllBytes));
    }

    [Test]
    public async Task A_repeated_key_keeps_all_its_values_in_order()
    {
        var sent = new Metadata { { "x-header-text", "one" }, { "x-header-text", "two" } };

        using var call = Client.EchoAsync(new EchoRequest(), sent, TimeLimit.CallDeadline);
        var headers = await call.ResponseHeadersAsync.InTime();
        await call.ResponseAsync.InTime();

        // Values of one key may travel as one, joined with commas: gRPC and HTTP hold the two for equal.
        var values = headers.GetAll("x-header-text").SelectMany(entry => entry.Value.Split(',', StringSplitOptions.TrimEntries));
        Assert.That(values, Is.EqualTo(new[] { "one", "two" }));
    }

    [Test]
    public void A_failure_has_its_code_and_its_message([ValueSource(nameof(FailureCodes))] StatusCode code)
    {
        var request = new EchoRequest { Failure = new Failure { Code = (int)code, Message = Samples.StatusMessage } };

        var failure = Assert.ThrowsAsync<RpcException>(async () => await Client.EchoAsync(request, deadline: TimeLimit.CallDeadline));

        Assert.That(failure.StatusCode, Is.EqualTo(code));
        Assert.That(failure.Status.Detail, Is.EqualTo(Samples.StatusMessage));
    }

    [Test]
    public void A_failure_brings_its_trailers()
    {
        var sent = new Metadata { { "x-trailer-text", "three" }, { "x-trailer-bytes-bin", Samples.AllBytes } };
        var request = new EchoRequest { Failure = new Failure { Code = (int)StatusCode.FailedPrecondition, Message = "no" } };

        var failure = Assert.ThrowsAsync<RpcException>(async () => await Client.EchoAsync(request, sent, TimeLimit.CallDeadline));

        Assert.That(failure.Trailers.GetValue("x-trailer-text"), Is.EqualTo("three"));
        Assert.That(failure.Trailers.GetValueBytes("x-trailer-bytes-bin"), Is.EqualTo(Samples.AllBytes));
    }

    private static IEnumerable<StatusCode> FailureCodes => Enum.GetValues<StatusCode>().Where(code => code is not StatusCode.OK);
}
