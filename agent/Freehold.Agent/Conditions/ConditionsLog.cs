using Freehold.Protocol.V1;

namespace Freehold.Agent.Conditions;

/// <summary>What the agent says about its own health. Ids 1600–1699.</summary>
internal static partial class ConditionsLog
{
    // Warning, not Error: it may pass by itself. docs/troubleshooting.md has a line for each.
    [LoggerMessage(EventId = 1601, Level = LogLevel.Warning, Message = "Something is wrong with this agent: {Condition} {Subject}")]
    public static partial void Begun(this ILogger log, AgentConditionCode condition, string subject);

    [LoggerMessage(EventId = 1602, Level = LogLevel.Information, Message = "No longer wrong: {Condition} {Subject}; it was so for {Age}")]
    public static partial void Over(this ILogger log, AgentConditionCode condition, string subject, TimeSpan age);
}
