using Freehold.Protocol.V1;

namespace Freehold.Agent.Conditions;

/// <summary>Something that is wrong now.</summary>
/// <param name="Subject">What it concerns, from a closed list: <c>[a-z0-9-]</c>, at most 64 bytes; may be empty.</param>
/// <param name="Count">How often what shows it has happened; 0 where counting means nothing.</param>
internal sealed record Condition(AgentConditionCode Code, string Subject, ulong Count)
{
    /// <summary>For how long, where the source knows it; else it counts from when it was first seen.</summary>
    public TimeSpan? Age { get; init; }
}
