using System.Text.Json;
using Freehold.ControlPlane.AgentStreams;

namespace Freehold.ControlPlane.Agents;

/// <summary>Makes views of what an agent said is wrong with it.</summary>
internal static class AgentConditionRow
{
    /// <param name="json">The column <c>conditions</c>.</param>
    /// <param name="at">When that was stored; the ages in it are from then.</param>
    public static IReadOnlyList<AgentConditionView> Read(string json, DateTimeOffset at) =>
        [.. JsonSerializer.Deserialize<List<StoredCondition>>(json, JsonSerializerOptions.Web)!.Select(condition => Read(condition, at))];

    private static AgentConditionView Read(StoredCondition condition, DateTimeOffset at)
    {
        var (sentence, remedy) = ConditionTexts.OfCondition(condition.Code);
        return new(
            condition.Code, sentence, remedy, at - TimeSpan.FromSeconds(condition.AgeSeconds), condition.Count,
            condition.Subject.Length == 0 ? null : condition.Subject);
    }
}
