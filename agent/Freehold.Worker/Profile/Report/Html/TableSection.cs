namespace Freehold.Worker.Profile.Report.Html;

/// <summary>One table: its columns at a glance, its keys, then each column by itself.</summary>
internal static class TableSection
{
    public static void AddTo(HtmlText html, TableReport table, int number)
    {
        html.Add($"""<section><h2 id="t{number}">{table.Name}</h2><p class="lead">{Figures.Of(table.Rows, "row", "rows")} in {Figures.Of(table.ObjectCount, "file", "files")}, {Figures.Bytes(table.Bytes)}{(table.IsSample ? "; only the first rows were read" : "")}.</p>""");
        AddKeys(html, table);
        AddOverview(html, table, number);
        for (var column = 0; column < table.Columns.Count; column++)
            ColumnSection.AddTo(html, table.Columns[column], $"t{number}c{column}");
        html.Add($"""</section>""");
    }

    private static void AddKeys(HtmlText html, TableReport table)
    {
        if (table.CandidateKeys.Count == 0)
            return;

        html.Add($"""<p>Could be a key, since no two rows agree in it: """);
        for (var index = 0; index < table.CandidateKeys.Count; index++)
        {
            var key = table.CandidateKeys[index];
            html.Add($"""{(index > 0 ? ", " : "")}<b>{string.Join(" + ", key.Columns)}</b>{(key.IsCertain ? "" : " (likely: a sample was compared)")}""");
        }

        html.Add($""".</p>""");
    }

    private static void AddOverview(HtmlText html, TableReport table, int number)
    {
        var hasQuality = table.Columns.Any(column => column.Quality is not null);
        html.Add($"""<div class="wide"><table class="overview"><thead><tr><th>Column</th><th>Type</th><th>Filled</th><th class="number">Different values</th>""");
        if (hasQuality)
            html.Add($"""<th>Quality</th>""");
        html.Add($"""</tr></thead><tbody>""");

        for (var index = 0; index < table.Columns.Count; index++)
        {
            var column = table.Columns[index];
            var filled = 1 - Findings.Missing(column);
            html.Add($"""<tr><td><a href="#t{number}c{index}">{column.Name}</a> {Kind(column)}</td><td>{TypeOf(column)}</td>""");
            html.Add($"""<td class="share">{Charts.Bar(filled, Charts.FilledTone(filled), $"{Figures.Percent(filled)} filled")}<span>{Figures.Percent(filled)}</span></td>""");
            html.Add($"""<td class="number">{(column.DistinctIsExact ? "" : "about ")}{Figures.Count(column.Distinct)}</td>""");
            if (hasQuality && column.Quality is { Overall: var score })
                html.Add($"""<td class="share">{Charts.Bar(score, Charts.Tone(score), Figures.Percent(score))}<span>{Figures.Percent(score)}</span></td>""");
            else if (hasQuality)
                html.Add($"""<td class="none">no rule</td>""");
            html.Add($"""</tr>""");
        }

        html.Add($"""</tbody></table></div>""");
    }

    /// <summary>The type in words.</summary>
    public static string TypeOf(ColumnReport column) => column.MostlyType is { } mostly
        ? $"{column.Type}, {Figures.Percent(column.MostlyShare ?? 0)} {mostly}"
        : column.Type;

    /// <summary>What the column is about.</summary>
    public static HtmlText Kind(ColumnReport column)
    {
        var html = new HtmlText();
        if (column.Entity is { } entity && !string.Equals(entity, column.Type, StringComparison.Ordinal))
            html.Add($"""<span class="badge {(column.IsPersonal ? "personal" : "plain")}">{(column.IsPersonal ? "personal: " : "")}{entity.Replace('_', ' ')}</span>""");
        return html;
    }
}
