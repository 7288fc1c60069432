using Freehold.Delivery.Tests.Agents;
using Freehold.Delivery.Tests.Network;
using Freehold.Delivery.Tests.Schedules;
using Freehold.Protocol.V1;

namespace Freehold.Delivery.Tests.Operations;

/// <summary>An operation on one of an agent's streams: the newest, or an older one that somebody still takes for alive.</summary>
internal abstract record OnWire(int Agent, int FromNewest) : Operation
{
    public sealed override void Apply(World world)
    {
        if (Choose(world.Machines, Agent)!.Wires is { Count: > 0 } wires)
            Apply(wires[wires.Count - 1 - (FromNewest % wires.Count)]);
    }

    protected abstract void Apply(Wire wire);
}

/// <summary>Messages stay on the way.</summary>
internal sealed record Hold(int Agent, bool FromAgent) : OnWire(Agent, 0)
{
    protected override void Apply(Wire wire)
    {
        if (FromAgent)
            wire.Up.Hold();
        else
            wire.Down.Hold();
    }
}

/// <summary>Some of the messages on the way arrive; with an older stream, late, after those of a newer one.</summary>
internal sealed record Deliver(int Agent, int FromNewest, bool FromAgent, int AtMost) : OnWire(Agent, FromNewest)
{
    protected override void Apply(Wire wire)
    {
        if (FromAgent)
            wire.Up.Deliver(AtMost);
        else
            wire.Down.Deliver(AtMost);
    }
}

/// <summary>All messages on the way arrive, and so does what follows.</summary>
internal sealed record Release(int Agent) : OnWire(Agent, 0)
{
    protected override void Apply(Wire wire)
    {
        wire.Up.Release();
        wire.Down.Release();
    }
}

/// <summary>A message arrives twice, if it is one that may.</summary>
internal sealed record Repeat(int Agent, bool FromAgent) : OnWire(Agent, 0)
{
    protected override void Apply(Wire wire)
    {
        if (FromAgent)
            wire.Up.Repeat(message => message.KindCase is AgentMessage.KindOneofCase.Answers or AgentMessage.KindOneofCase.Events);
        else
            wire.Down.Repeat(message => message.KindCase is ControlMessage.KindOneofCase.Assign or ControlMessage.KindOneofCase.Confirm
                or ControlMessage.KindOneofCase.Cancel or ControlMessage.KindOneofCase.Acknowledged);
    }
}

/// <summary>Who learns of a cut at once; who does not, notices the silence.</summary>
internal enum CutSeenBy
{
    Both,
    Agent,
    ControlPlane,
    Nobody,
}

/// <summary>The connection breaks.</summary>
/// <param name="TailIsLost">Whether what the agent had sent is lost; else it may be delivered late.</param>
internal sealed record Cut(int Agent, CutSeenBy SeenBy, bool TailIsLost) : OnWire(Agent, 0)
{
    protected override void Apply(Wire wire)
    {
        wire.Sever(TailIsLost);
        if (SeenBy is CutSeenBy.Both or CutSeenBy.Agent)
            wire.BreakAtAgent();
        if (SeenBy is CutSeenBy.Both or CutSeenBy.ControlPlane)
            wire.BreakAtControlPlane();
    }
}

/// <summary>Nothing gets through between an agent and the control plane until the route is open again.</summary>
internal sealed record Partition(int Agent, bool SaysSo) : Operation
{
    public override void Apply(World world)
    {
        var machine = Choose(world.Machines, Agent)!;
        machine.Route = SaysSo ? Route.Refused : Route.Silent;
        foreach (var wire in machine.Wires)
            wire.Sever(tailIsLost: true);
    }
}

/// <summary>The end of a partition: new connections come about.</summary>
internal sealed record Reunite(int Agent) : Operation
{
    public override void Apply(World world) => Choose(world.Machines, Agent)!.Route = Route.Open;
}
