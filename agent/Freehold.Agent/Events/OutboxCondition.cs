using Freehold.Agent.Conditions;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Events;

/// <summary>The outbox as something that can be wrong with the agent.</summary>
internal sealed class OutboxCondition(EventOutbox outbox) : IConditionSource
{
    public IEnumerable<Condition> Current() => outbox.IsFull ? [new(AgentConditionCode.OutboxFull, "", Count: 0)] : [];
}
