using Freehold.Agent.Conditions;
using Freehold.Hosting.Watchdogs;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Watchdogs;

/// <summary>Tells the control plane of loops that stand still.</summary>
internal sealed class StalledLoops(LoopWatchdogs watchdogs) : IConditionSource
{
    public IEnumerable<Condition> Current() => watchdogs.States().Where(state => state.Stalled > 0).Select(state =>
        new Condition(AgentConditionCode.LoopStalled, state.Loop.Name, (ulong)state.Stalled) { Age = state.Age });
}
