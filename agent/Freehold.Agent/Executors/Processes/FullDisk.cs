using Freehold.Agent.Conditions;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors.Processes;

/// <summary>Counts attempts whose end waits for room on the disk, since only a file can keep a launch under way from taking them.</summary>
internal sealed class FullDisk : IConditionSource
{
    private int _waiting;

    public void Begin() => Interlocked.Increment(ref _waiting);

    public void End() => Interlocked.Decrement(ref _waiting);

    public IEnumerable<Condition> Current() =>
        Volatile.Read(ref _waiting) is > 0 and var waiting ? [new(AgentConditionCode.ExecutorUnavailable, "disk", (ulong)waiting)] : [];
}
