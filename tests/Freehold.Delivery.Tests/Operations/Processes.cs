using Freehold.Delivery.Tests.Schedules;

namespace Freehold.Delivery.Tests.Operations;

/// <summary>The agent's process is killed; its workers go on.</summary>
internal sealed record KillAgent(int Agent, bool ControlPlaneLearns, bool StartsAgain) : Operation
{
    public override void Apply(World world)
    {
        var machine = Choose(world.Machines, Agent)!;
        machine.Kill(ControlPlaneLearns);
        if (StartsAgain)
            machine.Start();
    }
}

/// <summary>The agent is told to stop.</summary>
internal sealed record StopAgent(int Agent) : Operation
{
    public override void Apply(World world) => Choose(world.Machines, Agent)!.BeginStop();
}

/// <summary>The agent is started, unless it runs.</summary>
internal sealed record StartAgent(int Agent) : Operation
{
    public override void Apply(World world) => Choose(world.Machines, Agent)!.Start();
}

/// <summary>The agent's machine goes down: workers end, and what the disk had not flushed is lost in part.</summary>
/// <param name="Survives">Percent of what was not flushed.</param>
internal sealed record CutPower(int Agent, int Survives) : Operation
{
    public override void Apply(World world) => Choose(world.Machines, Agent)!.CutPower(Survives / 100.0);
}

/// <summary>The agent loses its journal for ever.</summary>
/// <param name="WorkersLive">Whether its workers go on where nobody reaches them.</param>
internal sealed record LoseVolume(int Agent, bool WorkersLive) : Operation
{
    public override void Apply(World world) => Choose(world.Machines, Agent)!.LoseVolume(WorkersLive);
}

/// <summary>The agent's disk takes no writes, or takes them again.</summary>
internal sealed record FillDisk(int Agent, bool Full) : Operation
{
    public override void Apply(World world) => Choose(world.Machines, Agent)!.DiskRefuses = Full;
}

/// <summary>A replica of the control plane is killed.</summary>
internal sealed record KillReplica(int Replica, bool AgentsLearn, bool StartsAgain) : Operation
{
    public override void Apply(World world)
    {
        var index = Replica % world.Replicas.Count;
        world.Replicas[index].Kill(AgentsLearn);
        if (StartsAgain)
            world.StartReplica(index);
    }
}

/// <summary>A replica is told to stop.</summary>
internal sealed record StopReplica(int Replica) : Operation
{
    public override void Apply(World world) => world.StopReplica(Replica % world.Replicas.Count);
}

/// <summary>A replica is started, unless it runs.</summary>
internal sealed record StartReplica(int Replica) : Operation
{
    public override void Apply(World world) => world.StartReplica(Replica % world.Replicas.Count);
}

/// <summary>The database server drops every connection of every replica, whatever was under way.</summary>
internal sealed record BreakDatabaseConnections : Operation
{
    public override void Apply(World world) => world.Database.BreakConnections();
}

/// <summary>What replicas tell each other gets lost, or arrives again.</summary>
internal sealed record LoseNotices(bool Lost) : Operation
{
    public override void Apply(World world) => world.Database.LoseNotices(Lost);
}
