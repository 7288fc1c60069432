using Freehold.Cli.Output;

namespace Freehold.Cli.Agents;

/// <summary>Results of checks for people: a table, and under it what to do about what is not green.</summary>
internal static class CheckResults
{
    public static void Write(IReadOnlyList<CheckResultView> results, TextWriter output)
    {
        if (results.Count == 0)
            return;

        var table = new TextTable("RESULT", "CHECK", "FOR", "FOUND");
        foreach (var result in results)
            table.Add(result.Outcome, result.Id, result.Subject, Found(result));
        table.WriteTo(output);

        foreach (var result in results.Where(result => result.Outcome is "red" or "warning"))
        {
            output.WriteLine();
            output.WriteLine($"{result.Outcome}: {result.Title}{(result.Subject is { } subject ? $" ({subject})" : "")}. {result.Sentence}");
            output.WriteLine($"To do: {result.Remedy}");
        }
    }

    /// <summary><c>2 red, 1 warning, 14 green</c>.</summary>
    public static string Count(IReadOnlyList<CheckResultView> results) => string.Join(", ", new[] { "red", "warning", "green", "skipped" }
        .Select(outcome => (Outcome: outcome, Count: results.Count(result => result.Outcome == outcome)))
        .Where(counted => counted.Count > 0)
        .Select(counted => $"{counted.Count} {counted.Outcome}"));

    private static string Found(CheckResultView result) => $"{result.Sentence ?? ""}{(result.Identity is { } identity ? $" (as {identity})" : "")}".Trim();
}
