using System.Text;

namespace Freehold.Worker.Profile.Report.Html;

/// <summary>
/// The report as one page that needs nothing else: no script, no address, and a policy in its head that forbids both, should anything
/// ever slip through.
/// </summary>
internal static class HtmlReport
{
    private static readonly Lazy<string> Style = new(() =>
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("profile.css")
            ?? throw new InvalidOperationException("The style sheet is part of the program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    });

    /// <summary>
    /// 1. Numbers over everything, and what stands out.
    /// 2. Rules, then relations.
    /// 3. Each table with its columns.
    /// 4. How to read it.
    /// </summary>
    /// <returns>UTF-8.</returns>
    public static byte[] Of(ProfileReport report)
    {
        var body = new HtmlText();
        var title = report.Tables.Count == 1 ? report.Tables[0].Name : Figures.Of(report.Tables.Count, "table", "tables");
        body.Add($"""<header><p class="brand">Freehold data profile</p><h1>{title}</h1></header>""");
        SummarySection.AddTo(body, report); // 1
        RulesSection.AddTo(body, report); // 2
        RelationsSection.AddTo(body, report);
        AddContents(body, report);
        for (var table = 0; table < report.Tables.Count; table++)
            TableSection.AddTo(body, report.Tables[table], table); // 3
        AddReading(body, report); // 4

        var page = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
            <meta name="referrer" content="no-referrer">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Data profile</title>
            <style>
            {Style.Value}
            </style>
            </head>
            <body>
            <main>
            {body}
            </main>
            </body>
            </html>

            """;
        return Encoding.UTF8.GetBytes(page);
    }

    private static void AddContents(HtmlText html, ProfileReport report)
    {
        if (report.Tables.Count < 2)
            return;

        html.Add($"""<h2>Tables</h2><ul class="contents">""");
        for (var table = 0; table < report.Tables.Count; table++)
            html.Add($"""<li><a href="#t{table}">{report.Tables[table].Name}</a> {Figures.Of(report.Tables[table].Rows, "row", "rows")}, {Figures.Of(report.Tables[table].Columns.Count, "column", "columns")}</li>""");
        html.Add($"""</ul>""");
    }

    private static void AddReading(HtmlText html, ProfileReport report) => html.Add($"""
        <h2>How to read this</h2>
        <dl class="glossary">
        <dt>Missing, blank</dt><dd>Missing: there is no value. Blank: there is one, and it is empty or made of blanks.</dd>
        <dt>Different values</dt><dd>Counted up to 10,000, beyond that estimated: the true number is within 2 % in 98 of 100 columns.</dd>
        <dt>Frequent values, forms</dt><dd>Only what occurs ten times or more. A count with ≥ is a lower bound.</dd>
        <dt>Median, middle half</dt><dd>Estimated: the true rank is within one percent of all values.</dd>
        <dt>Quality</dt><dd>In each dimension the share of checked values that passed its rules; the overall score is the mean of the dimensions.</dd>
        <dt>Personal data</dt><dd>Recognised by form, check digits, word lists and column names. It may be wrong in both directions: a person should confirm it.</dd>
        </dl>
        <footer>Freehold {report.FreeholdVersion}. This page was made where the data lies and refers to nothing outside itself.</footer>
        """);
}
