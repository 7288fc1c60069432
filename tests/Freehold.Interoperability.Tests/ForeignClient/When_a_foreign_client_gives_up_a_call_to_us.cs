using Freehold.Interoperability.Tests.Peers;
using Freehold.Interoperability.Tests.Wire;
using Grpc.Core;

namespace Freehold.Interoperability.Tests.ForeignClient;

public sealed class When_a_foreign_client_gives_up_a_call_to_us(PeerLanguage language, Transport transport)
    : OurServerCalledByAForeignClient(language, transport)
{
    [Test]
    public void We_are_told_how_long_it_waits()
    {
        // 20 s, and up to 1 s more: gRPC's C core rounds upwards what it sends.
        Assert.That(Run.Result("deadline_is_told").RemainingMs, Is.InRange(1, 21_000));
    }

    [Test]
    public async Task A_passed_deadline_ends_the_call_on_both_sides()
    {
        Assert.That(Run.Result("deadline_passes").Code, Is.EqualTo((int)StatusCode.DeadlineExceeded));
        Assert.That(await Run.WasCancelledAsync("deadline"), Is.True);
    }

    [Test]
    public async Task Cancellation_of_a_call_reaches_us()
    {
        Assert.That(Run.Result("unary_is_cancelled").Code, Is.EqualTo((int)StatusCode.Cancelled));
        Assert.That(await Run.WasCancelledAsync("unary"), Is.True);
    }

    [Test]
    public async Task Cancellation_of_a_chat_reaches_us()
    {
        Assert.That(Run.Result("chat_is_cancelled").Code, Is.EqualTo((int)StatusCode.Cancelled));
        Assert.That(await Run.WasCancelledAsync("chat"), Is.True);
    }
}
