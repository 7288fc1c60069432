using System.Text.Json;
using Freehold.Protocol.V1;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>Something that is wrong with an agent, as it said.</summary>
/// <param name="Code">A word, see <see cref="Word"/>.</param>
/// <param name="Subject">What it concerns; may be empty.</param>
/// <param name="Began">Timestamp of this process's clock, which nobody sets.</param>
internal sealed record ReportedCondition(string Code, string Subject, long Began, long Count)
{
    public static ReportedCondition Of(AgentCondition condition, TimeProvider time)
    {
        var age = condition.Age?.ToTimeSpan() ?? TimeSpan.Zero;
        return new(Word(condition.Code), condition.Subject, time.GetTimestamp() - (long)(age.TotalSeconds * time.TimestampFrequency), (long)condition.Count);
    }

    /// <summary>As it is stored: an age, for the reader to take from the moment of storing.</summary>
    public static string Json(IReadOnlyList<ReportedCondition> conditions, TimeProvider time) =>
        conditions.Count == 0
            ? "[]"
            : JsonSerializer.Serialize(conditions.Select(condition => new StoredCondition(
                condition.Code, condition.Subject, time.GetElapsedTime(condition.Began).TotalSeconds, condition.Count)), JsonSerializerOptions.Web);

    /// <summary>The word for a code; <c>unknown</c> for those of a newer version.</summary>
    private static string Word(AgentConditionCode code) => code switch
    {
        AgentConditionCode.JournalUnavailable => "journal_unavailable",
        AgentConditionCode.OutboxFull => "outbox_full",
        AgentConditionCode.LoopStalled => "loop_stalled",
        AgentConditionCode.ExecutorUnavailable => "executor_unavailable",
        AgentConditionCode.ClockSkewed => "clock_skewed",
        AgentConditionCode.Orphans => "orphans",
        _ => "unknown",
    };
}

/// <summary>A condition in <c>agent_sessions.conditions</c>.</summary>
/// <param name="AgeSeconds">At the moment of storing, <c>conditions_at</c>.</param>
internal sealed record StoredCondition(string Code, string Subject, double AgeSeconds, long Count);
