namespace Freehold.Worker.Profile.Report.Html;

/// <summary>One column by itself.</summary>
internal static class ColumnSection
{
    public static void AddTo(HtmlText html, ColumnReport column, string id)
    {
        html.Add($"""<details id="{id}" open><summary><b>{column.Name}</b> <span class="type">{TableSection.TypeOf(column)}</span> {TableSection.Kind(column)}</summary><div class="column">""");
        if (column.IsPersonal)
        {
            var sure = column.EntityConfidence is { } confidence ? $" with {Figures.Percent(confidence)} confidence" : "";
            html.Add($"""<p class="note">Recognised as {column.Entity?.Replace('_', ' ') ?? "personal data"}{sure}. Its values, extremes and distribution are not shown.</p>""");
        }

        html.Add($"""<div class="parts">""");
        AddFacts(html, column);
        AddDistribution(html, column);
        AddCounted(html, "Frequent values", column.TopValues, column);
        AddCounted(html, "Forms (a letter, 9 digit)", column.Patterns, column);
        html.Add($"""</div></div></details>""");
    }

    private static void AddFacts(HtmlText html, ColumnReport column)
    {
        var about = column.DistinctIsExact ? "" : "about ";
        html.Add($"""<dl class="facts">""");
        Fact(html, "Missing", $"{Figures.Count(column.Nulls)} ({Figures.Percent(column.Rows == 0 ? 0 : column.Nulls / (double)column.Rows)})");
        if (column.Blanks > 0)
            Fact(html, "Blank", Figures.Count(column.Blanks));
        Fact(html, "Different values", about + Figures.Count(column.Distinct));
        Fact(html, "Occur once", about + Figures.Count(column.Unique));
        Fact(html, "Rows that repeat a value", about + Figures.Count(column.Duplicates));
        if (column.Length is { } length)
            Fact(html, "Characters", length.Least == length.Most ? Figures.Count(length.Least) : $"{Figures.Count(length.Least)} to {Figures.Count(length.Most)}, {Figures.Number(Math.Round(length.Mean, 1))} on average");
        if (column.Numbers is { } numbers)
        {
            Fact(html, "Mean", $"{Figures.Number(numbers.Mean)} ± {Figures.Number(numbers.Deviation)}");
            Fact(html, "Range", $"{Figures.Number(numbers.Least)} to {Figures.Number(numbers.Most)}");
            Fact(html, "Median", Figures.Number(numbers.Quantiles["0.5"]));
            Fact(html, "Middle half", $"{Figures.Number(numbers.Quantiles["0.25"])} to {Figures.Number(numbers.Quantiles["0.75"])}");
        }

        if (column.Dates is { Least: var first, Most: var last })
            Fact(html, "Range", $"{first} to {last}");
        html.Add($"""</dl>""");
    }

    private static void AddDistribution(HtmlText html, ColumnReport column)
    {
        if (column.Numbers?.Histogram is { } numbers && numbers.Counts.Count > 1)
            html.Add($"""<figure><figcaption>Distribution</figcaption>{Charts.Histogram(numbers, Figures.Number, column.Numbers.Most)}</figure>""");
        if (column.Dates?.Histogram is { } dates && dates.Counts.Count > 1)
        {
            var range = dates.Edges[^1] - dates.Edges[0];
            html.Add($"""<figure><figcaption>Distribution</figcaption>{Charts.Histogram(dates, seconds => Figures.Date(seconds, range), dates.Edges[^1])}</figure>""");
        }
    }

    private static void AddCounted(HtmlText html, string title, IReadOnlyList<CountedText> counted, ColumnReport column)
    {
        if (counted.Count == 0)
            return;

        var values = Math.Max(1, column.Rows - column.Nulls);
        html.Add($"""<figure><figcaption>{title}</figcaption><table class="counted">""");
        foreach (var value in counted)
        {
            var share = value.Count / (double)values;
            html.Add($"""<tr><td><code>{(value.Text.Length == 0 ? "(empty)" : value.Text)}</code></td><td>{Charts.Bar(share, "plain", Figures.Percent(share))}</td><td class="number">{(value.AtMost is null ? "" : "≥ ")}{Figures.Count(value.Count)}</td></tr>""");
        }

        html.Add($"""</table></figure>""");
    }

    private static void Fact(HtmlText html, string name, string value) => html.Add($"""<div><dt>{name}</dt><dd>{value}</dd></div>""");
}
