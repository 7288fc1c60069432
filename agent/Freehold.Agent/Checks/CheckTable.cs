using System.Text;

namespace Freehold.Agent.Checks;

/// <summary>The result of a check for people: a line each, and under what is not green what to do.</summary>
internal static class CheckTable
{
    private const int LongestEvidence = 1000;

    public static string Of(CheckDocument document)
    {
        var table = new StringBuilder();
        var width = document.Checks.Max(check => NameOf(check).Length);
        foreach (var check in document.Checks)
        {
            table.Append(check.Outcome.PadRight(9)).Append(NameOf(check).PadRight(width + 2)).AppendLine(OneLine(check.Evidence ?? check.Sentence ?? ""));
            if (check is { Outcome: "red" or "warning", Sentence: { } sentence })
                table.Append(' ', 9).AppendLine(sentence).Append(' ', 9).Append("What to do: ").AppendLine(check.Remedy);
        }

        return table.AppendLine().AppendJoin(", ", document.Counts.Select(count => $"{count.Value} {count.Key}")).AppendLine().ToString();
    }

    private static string NameOf(CheckDocument.Entry check) => check.Subject is { } subject ? $"{check.Id} ({subject})" : check.Id;

    private static string OneLine(string text)
    {
        var line = string.Join("; ", text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length > LongestEvidence ? $"{line[..LongestEvidence]}…" : line;
    }
}
