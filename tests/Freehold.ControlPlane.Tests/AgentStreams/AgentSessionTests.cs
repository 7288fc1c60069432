using Freehold.ControlPlane.AgentStreams;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.Tests.AgentStreams;

internal sealed class AgentSessionTests
{
    [Test]
    public void An_agent_that_lets_its_messages_pile_up_is_let_go_before_they_cost_memory()
    {
        var session = NewSession();

        session.PostAll(Enumerable.Range(0, 1_024).Select(_ => new ControlMessage { Heartbeat = new() }));
        Assert.That(session.Ending, Is.Null);
        session.Post(new() { Heartbeat = new() });

        Assert.That(session.Ending, Is.EqualTo(SessionEnding.NotReading));
        Assert.That(session.Over.IsCancellationRequested, Is.True);
    }

    [Test]
    public void The_first_ending_stays()
    {
        var session = NewSession();

        session.End(SessionEnding.Refused, RefusalReason.TokenRevoked);
        session.End(SessionEnding.Broken);

        Assert.That((session.Ending, session.Reason), Is.EqualTo(((SessionEnding?)SessionEnding.Refused, RefusalReason.TokenRevoked)));
    }

    private static AgentSession NewSession() => new(
        new(Guid.NewGuid(), Guid.NewGuid(), "eu-bank", Guid.NewGuid()), new() { Capacity = Messages.Capacity(1) }, TimeProvider.System);
}
