using System.Text.RegularExpressions;

namespace Freehold.Benchmarks.Detections;

/// <summary>
/// The floor: one regular expression an entity, each over the whole text, without check digits and context. What one writes first.
/// </summary>
internal sealed class PlainPatterns(RegexOptions options)
{
    private static readonly string[] Patterns =
    [
        @"\b[\w.+%-]{1,64}@[\w-]+(\.[\w-]+)*\.[A-Za-z]{2,}\b",
        @"\b\d{3}[- .]\d{3}[- .]\d{4}\b|\+\d[\d ()-]{7,18}\d|\b0\d[\d .-]{7,12}\b|\b\d{2,4}([ -]\d{2,4}){1,4}\b",
        @"\b\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,7}\b|\b\d{4}[ -]?\d{6}[ -]?\d{4,5}\b",
        @"\b[A-Za-z]{2}\d{2}([ -]?[A-Za-z0-9]{4}){2,7}([ -]?[A-Za-z0-9]{1,3})?\b",
        @"\b(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}\b",
        @"\b([0-9A-Fa-f]{1,4}:){2,7}[0-9A-Fa-f]{1,4}\b|\b([0-9A-Fa-f]{1,4}:){1,6}:[0-9A-Fa-f]{1,4}\b",
        @"\b[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}\b",
        @"\b[A-Za-z]{2,12}://[^\s""<>]+",
        @"\b([A-Za-z0-9-]+\.)+(com|org|net|edu|gov|info|biz|[a-z]{2})\b",
        @"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b",
        @"\b\d{3}-\d{2}-\d{4}\b",
        @"\b[A-Za-z]?\d{8,9}\b",
        @"\b\d{8,17}\b",
        @"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b",
        @"\b[A-Za-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d]?\b",
        @"\b\d{2}[ /]?\d{3}[ /]?\d{3}[ /]?\d{3}\b",
        @"\b[1-478] ?\d{2} ?\d{2} ?\d[\dABab] ?\d{3} ?\d{3} ?\d{2}\b",
        @"\b\d{8}-?[A-Za-z]\b",
        @"\b[XYZxyz]\d{7}[A-Za-z]\b",
        @"\b[A-Za-z]{6}\w{2}[A-Za-z]\w{2}[A-Za-z]\w{3}[A-Za-z]\b",
        @"\b\d{11}\b",
        @"\b\d{4} ?\d{5} ?\d\b",
        @"\b\d{4}[ -]?\d{4}[ -]?\d{4}\b",
        @"\b[A-Za-z]{5}\d{4}[A-Za-z]\b",
        @"\b[STFGMstfgm]\d{7}[A-Za-z]\b",
        @"\b\d{3}\.?\d{3}\.?\d{3}-?\d{2}\b",
        @"\b\d{2}\.?\d{3}\.?\d{3}/?\d{4}-?\d{2}\b",
        @"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
        @"\b\d{1,5} ([A-Z]\w+ ){1,4}(Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard)\b",
    ];

    private readonly Regex[] _patterns = [.. Patterns.Select(pattern => new Regex(pattern, options | RegexOptions.CultureInvariant, TimeSpan.FromMinutes(5)))];

    /// <summary>Number of matches.</summary>
    public int Count(string text)
    {
        var count = 0;
        foreach (var pattern in _patterns)
            count += pattern.Count(text);
        return count;
    }
}
