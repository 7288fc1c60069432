using Freehold.Delivery.Tests.Schedules;

namespace Freehold.Delivery.Tests.Operations;

/// <summary>Time passes.</summary>
internal sealed record Advance(TimeSpan Span) : Operation
{
    public override void Apply(World world) => world.Advance(Span);
}

/// <summary>Everything that can go on without time passing does.</summary>
internal sealed record Settle : Operation
{
    public override void Apply(World world) => world.Settle();
}

/// <summary>Somebody sets the wall clock of an agent's machine.</summary>
internal sealed record StepClock(int Agent, TimeSpan By) : Operation
{
    public override void Apply(World world) => Choose(world.Machines, Agent)!.WallError += By;
}
