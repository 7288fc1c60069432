namespace Freehold.Delivery.Tests.Invariants;

/// <summary>Only what is confirmed starts, once, and no more at a time than the agent takes.</summary>
internal sealed class WorkersStartOnce : Invariant
{
    protected override IEnumerable<string> Violations(World world) =>
        world.Starts.Wrong.Concat(world.Starts.Count.Where(start => start.Value > 1).Select(start => $"{start.Key} was started {start.Value} times"));
}
