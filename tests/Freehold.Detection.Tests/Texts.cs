using System.Text;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Tests;

/// <summary>Detection in texts as people write tests: strings in, words and the text found out.</summary>
internal static class Texts
{
    /// <summary>What is found among some entities, as <c>word:text</c>.</summary>
    public static IReadOnlyList<string> Found(string text, params PersonalDataEntity[] entities)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return [.. Detect(text, entities).Select(finding => $"{finding.Entity.Word()}:{Encoding.UTF8.GetString(utf8, finding.Start, finding.Length)}")];
    }

    /// <summary>The findings among some entities, or all.</summary>
    public static IReadOnlyList<Finding> Detect(string text, params PersonalDataEntity[] entities)
    {
        var findings = new List<Finding>();
        new PersonalDataDetector(entities.Length == 0 ? EntitySet.All : EntitySet.Of(entities)).Detect(Encoding.UTF8.GetBytes(text), findings);
        return findings;
    }

    /// <summary>The score of an entity in a text; 0 when it is not found.</summary>
    public static float Score(string text, PersonalDataEntity entity) =>
        Detect(text, entity).Select(finding => finding.Score).DefaultIfEmpty(0).Max();
}
