using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Service;
using Freehold.Interoperability.Tests.Wire;
using Grpc.Core;

namespace Freehold.Interoperability.Tests.OurClient;

public sealed class When_we_chat_with_a_foreign_server(PeerLanguage language, Transport transport)
    : AgainstAForeignServer(language, transport)
{
    [Test]
    public async Task Each_request_is_answered_before_the_next_is_sent()
    {
        using var chat = Client.Chat(deadline: TimeLimit.CallDeadline);

        for (var number = 0; number < 100; number++)
        {
            await chat.RequestStream.WriteAsync(new ChatRequest { Text = $"{Samples.Text} {number}", Replies = 1 });
            Assert.That(await chat.ResponseStream.MoveNext(CancellationToken.None), Is.True);
            Assert.That(chat.ResponseStream.Current.Text, Is.EqualTo($"{Samples.Text} {number}"));
        }
    }

    [Test]
    public async Task The_directions_are_independent()
    {
        using var chat = Client.Chat(deadline: TimeLimit.CallDeadline);

        await chat.RequestStream.WriteAsync(new ChatRequest { Text = "silent", Replies = 0 });
        await chat.RequestStream.WriteAsync(new ChatRequest { Text = "silent", Replies = 0 });
        await chat.RequestStream.WriteAsync(new ChatRequest { Text = "loud", Replies = 3 });

        for (var reply = 0; reply < 3; reply++)
        {
            Assert.That(await chat.ResponseStream.MoveNext(CancellationToken.None), Is.True);
            Assert.That(chat.ResponseStream.Current.Text, Is.EqualTo("loud"));
            Assert.That(chat.ResponseStream.Current.RequestsSeen, Is.EqualTo(3));
        }
    }

    [Test]
    public async Task After_our_half_close_the_server_still_speaks()
    {
        using var chat = Client.Chat(deadline: TimeLimit.CallDeadline);
        await chat.RequestStream.WriteAsync(new ChatRequest { Replies = 0 });
        await chat.RequestStream.WriteAsync(new ChatRequest { Replies = 0 });

        await chat.RequestStream.CompleteAsync();

        Assert.That(await chat.ResponseStream.MoveNext(CancellationToken.None), Is.True);
        Assert.That(chat.ResponseStream.Current.Closing, Is.True);
        Assert.That(chat.ResponseStream.Current.RequestsSeen, Is.EqualTo(2));
        Assert.That(await chat.ResponseStream.MoveNext(CancellationToken.None), Is.False);
        Assert.That(chat.GetStatus().StatusCode, Is.EqualTo(StatusCode.OK));
    }

    [Test]
    public async Task The_server_may_finish_first()
    {
        using var chat = Client.Chat(deadline: TimeLimit.CallDeadline);

        await chat.RequestStream.WriteAsync(new ChatRequest { Text = "last", Replies = 2, Finish = true });
        var replies = new List<string>();
        await foreach (var reply in chat.ResponseStream.ReadAllAsync())
            replies.Add(reply.Text);

        Assert.That(replies, Is.EqualTo(new[] { "last", "last" }));
        Assert.That(chat.GetStatus().StatusCode, Is.EqualTo(StatusCode.OK));
    }

    [Test]
    public async Task Replies_before_a_failure_arrive_and_then_the_failure()
    {
        using var chat = Client.Chat(deadline: TimeLimit.CallDeadline);
        await chat.RequestStream.WriteAsync(new ChatRequest { Text = "before", Replies = 1 });
        Assert.That(await chat.ResponseStream.MoveNext(CancellationToken.None), Is.True);
        Assert.That(chat.ResponseStream.Current.Text, Is.EqualTo("before"));

        var failure = new Failure { Code = (int)StatusCode.Aborted, Message = Samples.StatusMessage };
        await chat.RequestStream.WriteAsync(new ChatRequest { Failure = failure });

        var thrown = Assert.ThrowsAsync<RpcException>(() => chat.ResponseStream.MoveNext(CancellationToken.None));
        Assert.That(thrown.StatusCode, Is.EqualTo(StatusCode.Aborted));
        Assert.That(thrown.Status.Detail, Is.EqualTo(Samples.StatusMessage));
    }
}
