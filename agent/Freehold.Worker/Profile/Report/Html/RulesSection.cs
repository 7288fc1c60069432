namespace Freehold.Worker.Profile.Report.Html;

/// <summary>Every rule on every column, those that are not kept first.</summary>
internal static class RulesSection
{
    private const int MostRules = 500;

    public static void AddTo(HtmlText html, ProfileReport report)
    {
        var rules = report.Tables
            .SelectMany(table => table.Columns.SelectMany(column => column.Rules.Select(rule => (Table: table, Column: column, Rule: rule))))
            .OrderBy(entry => entry.Rule.IsKept)
            .ThenBy(entry => entry.Rule.Share)
            .Take(MostRules)
            .ToList();
        if (rules.Count == 0)
            return;

        html.Add($"""<h2 id="rules">Rules</h2><p class="lead">A rule is kept when the share of values that pass reaches its threshold. Missing values count for completeness only.</p>""");
        html.Add($"""<div class="wide"><table><thead><tr><th>Column</th><th>Rule</th><th>Dimension</th><th class="number">Passed</th><th class="number">Failed</th><th>Share</th><th class="number">Threshold</th><th></th></tr></thead><tbody>""");
        foreach (var (table, column, rule) in rules)
        {
            var about = rule.IsExact ? "" : "about ";
            html.Add($"""<tr><td><b>{column.Name}</b><small>{table.Name}</small></td><td>{rule.Name}</td><td>{rule.Dimension}</td>""");
            html.Add($"""<td class="number">{about}{Figures.Count(rule.Passed)}</td><td class="number">{about}{Figures.Count(rule.Failed)}</td>""");
            html.Add($"""<td class="share">{Charts.Bar(rule.Share, rule.IsKept ? "good" : "bad", Figures.Percent(rule.Share))}<span>{Figures.Percent(rule.Share)}</span></td>""");
            html.Add($"""<td class="number">{Figures.Percent(rule.Threshold)}</td><td>{Verdict(rule)}</td></tr>""");
        }

        html.Add($"""</tbody></table></div>""");
    }

    private static HtmlText Verdict(RuleReport rule) => rule.IsKept
        ? new HtmlText().Add($"""<span class="badge good">kept</span>""")
        : new HtmlText().Add($"""<span class="badge bad">not kept</span>""");
}
