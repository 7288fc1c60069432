using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Service;
using Freehold.Interoperability.Tests.Wire;
using Grpc.Core;

namespace Freehold.Interoperability.Tests.OurClient;

public sealed class When_our_calls_carry_credentials
{
    private static readonly CallCredentials First = Adding("x-header-first", "one");
    private static readonly CallCredentials Second = Adding("x-header-second", "two");

    [Test]
    public async Task They_travel_as_headers_over_TLS([Values] PeerLanguage language)
    {
        var server = await SharedPeers.ServerAsync(language, Transport.Tls);
        using var channel = OurChannel.Open(server.Port, Transport.Tls);
        var options = new CallOptions(deadline: TimeLimit.CallDeadline).WithCredentials(CallCredentials.Compose(First, Second));

        using var call = new EchoService.EchoServiceClient(channel).EchoAsync(new EchoRequest(), options);
        var headers = await call.ResponseHeadersAsync.InTime();
        await call.ResponseAsync.InTime();

        Assert.That(headers.GetValue("x-header-first"), Is.EqualTo("one"));
        Assert.That(headers.GetValue("x-header-second"), Is.EqualTo("two"));
    }

    [Test]
    public void They_cannot_be_joined_to_a_channel_in_the_clear()
    {
        Assert.That(() => ChannelCredentials.Create(ChannelCredentials.Insecure, First), Throws.ArgumentException);
    }

    private static CallCredentials Adding(string key, string value) => CallCredentials.FromInterceptor((_, metadata) =>
    {
        metadata.Add(key, value);
        return Task.CompletedTask;
    });
}
