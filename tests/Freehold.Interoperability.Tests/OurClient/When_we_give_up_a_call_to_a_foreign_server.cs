using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Service;
using Freehold.Interoperability.Tests.Wire;
using Grpc.Core;

namespace Freehold.Interoperability.Tests.OurClient;

public sealed class When_we_give_up_a_call_to_a_foreign_server(PeerLanguage language, Transport transport)
    : AgainstAForeignServer(language, transport)
{
    [Test]
    public async Task The_server_is_told_how_long_we_wait()
    {
        var reply = await Client.EchoAsync(new EchoRequest(), deadline: DateTime.UtcNow.AddSeconds(20));

        Assert.That(reply.RemainingMs, Is.InRange(1, 20_000));
    }

    [Test]
    public async Task A_passed_deadline_ends_the_call_on_both_sides()
    {
        var callId = NewCallId();

        var failure = Assert.ThrowsAsync<RpcException>(async () => await Client.EchoAsync(
            new EchoRequest { Hold = true, CallId = callId }, deadline: DateTime.UtcNow.AddSeconds(1)));

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.DeadlineExceeded));
        Assert.That(await ServerSawCancellationAsync(callId), Is.True);
    }

    [Test]
    public async Task Cancellation_of_a_call_reaches_the_server()
    {
        var callId = NewCallId();
        using var cancellation = new CancellationTokenSource();
        using var call = Client.EchoAsync(
            new EchoRequest { Hold = true, CallId = callId }, deadline: TimeLimit.CallDeadline, cancellationToken: cancellation.Token);
        await call.ResponseHeadersAsync.InTime();

        await cancellation.CancelAsync();

        var failure = Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Cancelled));
        Assert.That(await ServerSawCancellationAsync(callId), Is.True);
    }

    [Test]
    public async Task Cancellation_of_a_chat_reaches_the_server()
    {
        var callId = NewCallId();
        using var cancellation = new CancellationTokenSource();
        using var chat = Client.Chat(deadline: TimeLimit.CallDeadline, cancellationToken: cancellation.Token);
        await chat.RequestStream.WriteAsync(new ChatRequest { CallId = callId, Replies = 1, Hold = true });
        Assert.That(await chat.ResponseStream.MoveNext(CancellationToken.None), Is.True);

        await cancellation.CancelAsync();

        var failure = Assert.ThrowsAsync<RpcException>(() => chat.ResponseStream.MoveNext(CancellationToken.None));
        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Cancelled));
        Assert.That(await ServerSawCancellationAsync(callId), Is.True);
    }

    [Test]
    public async Task Dropping_a_chat_cancels_it()
    {
        var callId = NewCallId();
        using (var chat = Client.Chat(deadline: TimeLimit.CallDeadline))
        {
            await chat.RequestStream.WriteAsync(new ChatRequest { CallId = callId, Replies = 1, Hold = true });
            Assert.That(await chat.ResponseStream.MoveNext(CancellationToken.None), Is.True);
        }

        Assert.That(await ServerSawCancellationAsync(callId), Is.True);
    }
}
