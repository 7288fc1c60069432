namespace Freehold.Worker.Profile.Report.Html;

/// <summary>Columns that seem to refer to keys of other tables.</summary>
internal static class RelationsSection
{
    private const int Most = 200;

    public static void AddTo(HtmlText html, ProfileReport report)
    {
        if (report.ForeignKeys.Count == 0)
            return;

        html.Add($"""<h2 id="relations">How the tables hang together</h2><p class="lead">The values of the left column occur in the right one, which looks like a key. Values that do not occur there are orphans.</p>""");
        html.Add($"""<div class="wide"><table><thead><tr><th>Column</th><th></th><th>Key</th><th>Contained</th><th>Because</th></tr></thead><tbody>""");
        foreach (var key in report.ForeignKeys.Take(Most))
        {
            html.Add($"""<tr><td>{key.FromTable}.<b>{key.FromColumn}</b></td><td>→</td><td>{key.ToTable}.<b>{key.ToColumn}</b></td>""");
            html.Add($"""<td class="share">{Charts.Bar(key.Contained, key.Contained >= 1 ? "good" : "fair", Figures.Percent(key.Contained))}<span>{Figures.Percent(key.Contained)}</span></td>""");
            html.Add($"""<td>{(key.NamesAgree ? "values and names" : "values")}{(key.IsCertain ? "" : ", by a sample")}</td></tr>""");
        }

        html.Add($"""</tbody></table></div>""");
    }
}
