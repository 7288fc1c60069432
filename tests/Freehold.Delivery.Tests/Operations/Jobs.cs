using Freehold.Delivery.Tests.Agents;
using Freehold.Delivery.Tests.Schedules;
using Freehold.JobContract.Documents;

namespace Freehold.Delivery.Tests.Operations;

/// <summary>A person submits a job.</summary>
internal sealed record Submit(int Agent, int Replica, WorkerScript Script, int Retries, OnPartition OnPartition) : Operation
{
    public override void Apply(World world) => world.People.Submit(
        Choose(world.Machines, Agent)!, Choose(world.Replicas, Replica)!, Script, $"retries: {Retries}\nonPartition: {OnPartition.ToString().ToLowerInvariant()}");
}

/// <summary>Somebody who got no answer, or does not trust it, submits the same again.</summary>
internal sealed record SubmitAgain(int Which, int Replica) : Operation
{
    public override void Apply(World world) => world.People.Repeat(Which, Choose(world.Replicas, Replica)!);
}

/// <summary>A person cancels a job.</summary>
internal sealed record Cancel(int Which, int Replica) : Operation
{
    public override void Apply(World world)
    {
        if (world.People.Accepted is { Count: > 0 } jobs)
            world.People.Cancel(jobs[Which % jobs.Count], Choose(world.Replicas, Replica)!);
    }
}

/// <summary>A worker goes on by a step: progress, or its end.</summary>
internal sealed record WorkerSteps(int Agent, int Which) : Operation
{
    public override void Apply(World world) => Choose(Choose(world.Machines, Agent)!.Workers.Running, Which)?.Step();
}

/// <summary>A worker's process dies.</summary>
internal sealed record WorkerDies(int Agent, int Which) : Operation
{
    public override void Apply(World world) => Choose(Choose(world.Machines, Agent)!.Workers.Running, Which)?.Die();
}
