namespace Freehold.Worker.Profile.Report.Html;

/// <summary>The top of the page: numbers over everything, and what stands out.</summary>
internal static class SummarySection
{
    public static void AddTo(HtmlText html, ProfileReport report)
    {
        html.Add($"""<div class="cards">""");
        if (report.Quality is { } quality)
            Card(html, "Quality", Figures.Percent(quality.Overall), Dimensions(quality), $"broad {Charts.Tone(quality.Overall)}");
        Card(html, "Rows", Figures.Count(report.Rows), new HtmlText().Add($"in {Figures.Of(report.Objects, "file", "files")}, {Figures.Bytes(report.Bytes)}"), "");
        Card(html, "Columns", Figures.Count(report.Columns), new HtmlText().Add($"in {Figures.Of(report.Tables.Count, "table", "tables")}"), "");

        var (missing, values) = Missing(report);
        Card(html, "Filled", Figures.Percent(values == 0 ? 1 : 1 - (missing / (double)values)), new HtmlText().Add($"{Figures.Count(missing)} of {Figures.Count(values)} values are missing"), "");
        if (report.RulesChecked > 0)
        {
            Card(html, "Rules kept", $"{Figures.Count(report.RulesChecked - report.RulesFailed)} of {Figures.Count(report.RulesChecked)}",
                new HtmlText().Add($"{(report.RulesFailed == 0 ? "none failed" : $"{Figures.Count(report.RulesFailed)} below their threshold")}"), report.RulesFailed == 0 ? "good" : "bad");
        }

        html.Add($"""</div>""");
        var findings = Findings.Of(report);
        if (findings.Count == 0)
            return;

        html.Add($"""<h2>What stands out</h2><ul class="findings">""");
        foreach (var finding in findings)
            html.Add($"""<li class="{finding.Tone}"><strong>{finding.Title}</strong><span>{finding.Text}</span></li>""");
        html.Add($"""</ul>""");
    }

    private static void Card(HtmlText html, string title, string figure, HtmlText more, string tone) => html.Add(
        $"""<div class="card {tone}"><h3>{title}</h3><p class="figure">{figure}</p><div class="more">{more}</div></div>""");

    private static HtmlText Dimensions(QualityScores quality)
    {
        var html = new HtmlText();
        foreach (var (name, score) in new[]
        {
            ("Validity", quality.Validity), ("Completeness", quality.Completeness),
            ("Uniqueness", quality.Uniqueness), ("Accuracy", quality.Accuracy),
        })
        {
            if (score is { } share)
                html.Add($"""<div class="dimension"><span>{name}</span>{Charts.Bar(share, Charts.Tone(share), $"{name} {Figures.Percent(share)}")}<span>{Figures.Percent(share)}</span></div>""");
        }

        return html;
    }

    private static (long Missing, long Values) Missing(ProfileReport report)
    {
        var columns = report.Tables.SelectMany(table => table.Columns).ToList();
        return (columns.Sum(column => column.Nulls + column.Blanks), columns.Sum(column => column.Rows));
    }
}
