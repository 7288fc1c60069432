namespace Freehold.Worker.Profile.Report.Html;

/// <summary>Charts as inline SVG, each with a text for those who do not see it.</summary>
internal static class Charts
{
    private const double Width = 420;
    private const double Height = 110;

    /// <summary>A bar that is filled to a share.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="tone">Class of the filling: <c>good</c>, <c>fair</c>, <c>bad</c> or <c>plain</c>.</param>
    /// <param name="label">What it says.</param>
    public static HtmlText Bar(double share, string tone, string label) => new HtmlText().Add(
        $"""<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{label}"><rect class="track" width="100" height="8" rx="1"/><rect class="{tone}" width="{Math.Clamp(share, 0, 1) * 100}" height="8" rx="1"/></svg>""");

    /// <summary>A histogram with its ends.</summary>
    /// <param name="histogram">From one bin.</param>
    /// <param name="name">Writes an edge.</param>
    /// <param name="last">The highest value, where that is not the last edge.</param>
    public static HtmlText Histogram(HistogramReport histogram, Func<double, string> name, double last)
    {
        var most = Math.Max(1, histogram.Counts.Max());
        var step = Width / histogram.Counts.Count;
        var html = new HtmlText();
        html.Add($"""<svg class="histogram" viewBox="0 0 {Width} {Height + 18}" role="img" aria-label="Histogram from {name(histogram.Edges[0])} to {name(histogram.Edges[^1])}">""");

        for (var bin = 0; bin < histogram.Counts.Count; bin++)
        {
            var count = histogram.Counts[bin];
            var height = count == 0 ? 0 : Math.Max(1.5, Height * count / most);
            html.Add($"""<g><title>{name(histogram.Edges[bin])} to {name(histogram.Edges[bin + 1])}: {Figures.Count(count)}</title>""");
            html.Add($"""<rect class="back" x="{bin * step}" y="0" width="{step}" height="{Height}"/>""");
            html.Add($"""<rect class="plain" x="{(bin * step) + 1}" y="{Height - height}" width="{Math.Max(1, step - 2)}" height="{height}" rx="1.5"/></g>""");
        }

        html.Add($"""<line class="axis" x1="0" x2="{Width}" y1="{Height + 0.5}" y2="{Height + 0.5}"/>""");
        html.Add($"""<text x="0" y="{Height + 14}">{name(histogram.Edges[0])}</text>""");
        return html.Add($"""<text x="{Width}" y="{Height + 14}" text-anchor="end">{name(last)}</text></svg>""");
    }

    /// <summary>How much is there at a glance: missing values are often meant, so it takes more of them to alarm.</summary>
    public static string FilledTone(double share) => share switch
    {
        >= 0.98 => "good",
        >= 0.8 => "fair",
        _ => "bad",
    };

    /// <summary>How good a share is at a glance.</summary>
    public static string Tone(double share) => share switch
    {
        >= 0.98 => "good",
        >= 0.9 => "fair",
        _ => "bad",
    };
}
