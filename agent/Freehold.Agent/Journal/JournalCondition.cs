using Freehold.Agent.Conditions;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Journal;

/// <summary>The journal as something that can be wrong with the agent.</summary>
internal sealed class JournalCondition(AttemptJournal journal) : IConditionSource
{
    public IEnumerable<Condition> Current() =>
        journal.Refusals is > 0 and var refusals ? [new(AgentConditionCode.JournalUnavailable, "", refusals)] : [];
}
