using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Freehold.JobContract.Checks;
using Freehold.Protocol.V1;
using Freehold.Worker.Profile.Report.Html;

namespace Freehold.Worker.StoreChecks;

/// <summary>The report of a check as files: <c>check.json</c> for programs, <c>check.html</c> for people.</summary>
internal static class CheckReportFiles
{
    public const string JsonName = "check.json";
    public const string HtmlName = "check.html";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>UTF-8. Keys may be added, never renamed.</summary>
    public static byte[] ToJson(CheckSummary check, IReadOnlyList<string> inputs, string output) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            version = 1,
            inputs,
            output,
            checks = check.Permissions.Select(permission => new
            {
                id = permission.Id,
                title = CheckCatalog.Of(permission.Id).Title,
                outcome = CheckLines.WordOf(permission.Outcome),
                code = Text(permission.Code),
                detail = Text(permission.Detail),
                action = Text(permission.Action),
                identity = Text(permission.Identity),
                sentence = CheckLines.AdviceOf(permission)?.Sentence,
                remedy = CheckLines.AdviceOf(permission)?.Remedy,
                milliseconds = permission.Milliseconds,
            }),
        },
        Json);

    /// <summary>UTF-8. One page that needs nothing else.</summary>
    public static byte[] ToHtml(CheckSummary check, IReadOnlyList<string> inputs, string output)
    {
        var rows = new HtmlText();
        foreach (var permission in check.Permissions)
        {
            var advice = CheckLines.AdviceOf(permission);
            var word = CheckLines.WordOf(permission.Outcome);
            rows.Add($"<tr class=\"{word}\"><td>{word}</td><td>{CheckCatalog.Of(permission.Id).Title}</td><td>{advice?.Sentence} {advice?.Remedy}</td><td>{permission.Identity}</td></tr>\n");
        }

        var places = new HtmlText();
        places.Add($"<p>Input: {string.Join(", ", inputs)}</p><p>Output: {output}</p>");
        return Encoding.UTF8.GetBytes($$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Check of stores</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1c2330; background: #fff; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid #d8dde6; }
            .green td:first-child { color: #116329; } .red td:first-child { color: #b3261e; font-weight: 600; } .warning td:first-child { color: #8a5300; }
            .skipped td:first-child { color: #5b6577; }
            </style>
            </head>
            <body>
            <h1>Check of stores</h1>
            {{places}}
            <table>
            <thead><tr><th>Result</th><th>Right</th><th>What to do</th><th>Seen as</th></tr></thead>
            <tbody>
            {{rows}}</tbody>
            </table>
            </body>
            </html>

            """);
    }

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
