using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Wire;
using Grpc.Core;

namespace Freehold.Interoperability.Tests.ForeignClient;

public sealed class When_a_foreign_client_chats_with_us(PeerLanguage language, Transport transport)
    : OurServerCalledByAForeignClient(language, transport)
{
    [Test]
    public void Each_request_is_answered_before_the_next_is_sent()
    {
        var result = Run.Result("ping_pong");

        Assert.That(result.Replies, Is.EqualTo(Enumerable.Range(0, 20).Select(number => $"{Samples.Text} {number}")));
    }

    [Test]
    public void After_its_half_close_we_still_speak()
    {
        var result = Run.Result("ping_pong");

        Assert.That(result.Closing, Is.True);
        Assert.That(result.RequestsSeen, Is.EqualTo(20));
        Assert.That(result.Ended, Is.True);
        Assert.That(result.Code, Is.EqualTo((int)StatusCode.OK));
    }

    [Test]
    public void We_may_finish_first()
    {
        var result = Run.Result("server_finishes_first");

        Assert.That(result.Replies, Is.EqualTo(new[] { "last", "last" }));
        Assert.That(result.Code, Is.EqualTo((int)StatusCode.OK));
    }

    [Test]
    public void Replies_before_a_failure_arrive_and_then_the_failure()
    {
        var result = Run.Result("chat_fails_midway");

        Assert.That(result.Replies, Is.EqualTo(new[] { "before" }));
        Assert.That(result.Code, Is.EqualTo((int)StatusCode.Aborted));
        Assert.That(result.Message, Is.EqualTo(Samples.StatusMessage));
    }
}
