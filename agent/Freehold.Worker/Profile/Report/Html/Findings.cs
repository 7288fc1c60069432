namespace Freehold.Worker.Profile.Report.Html;

/// <summary>What a reader should know first, in sentences. Names columns, never values.</summary>
internal static class Findings
{
    private const int MostNamed = 6;
    private const double MuchMissing = 0.2;

    /// <summary>A finding.</summary>
    /// <param name="Tone">Class: <c>bad</c>, <c>fair</c>, <c>good</c> or <c>plain</c>.</param>
    /// <param name="Title">What.</param>
    /// <param name="Text">And what it means.</param>
    internal sealed record Finding(string Tone, string Title, string Text);

    /// <summary>The findings, the gravest first.</summary>
    public static IReadOnlyList<Finding> Of(ProfileReport report)
    {
        var columns = report.Tables.SelectMany(table => table.Columns.Select(column => (Table: table, Column: column))).ToList();
        var findings = new List<Finding>();

        if (report.RulesFailed > 0)
        {
            findings.Add(new("bad", $"{Figures.Of(report.RulesFailed, "rule is", "rules are")} not kept",
                "The values below miss a threshold that was set for them; see the list of rules."));
        }
        else if (report.RulesChecked > 0)
        {
            findings.Add(new("good", $"All {Figures.Count(report.RulesChecked)} rules are kept", "Every threshold that was set is reached."));
        }

        Add("bad", "without any value", "They can be dropped, or the delivery is incomplete.",
            pair => pair.Column is { Rows: > 0 } column && column.Nulls + column.Blanks == column.Rows);
        Add("fair", "with many missing values", "A fifth or more is missing: averages and joins over them leave rows out.",
            pair => pair.Column.Rows > 0 && Missing(pair.Column) is >= MuchMissing and < 1);
        Add("fair", "almost of one type", "A few values do not fit the rest, such as a word among numbers. They are often placeholders for missing values.",
            pair => pair.Column.MostlyType is not null);
        Add("plain", "with personal data", "Their values are shown nowhere in this report. Decide who may see them, and consider a transform before data is passed on.",
            pair => pair.Column.IsPersonal);
        Add("plain", "with one value only", "A constant tells rows apart in nothing; it may still be needed by programs.",
            pair => pair.Column is { Distinct: 1, Rows: > 1 } column && column.Nulls == 0);

        if (report.IsSample)
            findings.Add(new("plain", "Only a sample was read", "Counts are those of the first rows of each object, not of all data."));
        return findings;

        void Add(string tone, string title, string meaning, Func<(TableReport Table, ColumnReport Column), bool> isMeant)
        {
            var meant = columns.Where(isMeant).ToList();
            if (meant.Count == 0)
                return;

            var named = meant.Take(MostNamed).Select(pair => report.Tables.Count == 1 ? pair.Column.Name : $"{pair.Table.Name}.{pair.Column.Name}");
            var more = meant.Count > MostNamed ? $" and {meant.Count - MostNamed} more" : "";
            findings.Add(new(tone, $"{Figures.Of(meant.Count, "column", "columns")} {title}", $"{string.Join(", ", named)}{more}. {meaning}"));
        }
    }

    /// <summary>Share of rows without a value.</summary>
    public static double Missing(ColumnReport column) =>
        column.Rows == 0 ? 0 : (column.Nulls + column.Blanks) / (double)column.Rows;
}
