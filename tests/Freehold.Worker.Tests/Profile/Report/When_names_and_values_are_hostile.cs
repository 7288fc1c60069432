using System.Text.RegularExpressions;

namespace Freehold.Worker.Tests.Profile.Report;

public sealed partial class When_names_and_values_are_hostile
{
    private readonly WorkBench _bench = new();

    [TearDown]
    public void Remove() => _bench.Dispose();

    [TestCase("<script>alert(1)</script>")]
    [TestCase("\"><img src=x onerror=alert(1)>")]
    [TestCase("' onmouseover='alert(1)")]
    [TestCase("</title></style><svg onload=alert(1)>")]
    [TestCase("{{constructor}}&lt;b&gt;")]
    [TestCase("\u202Etxt.exe")]
    public async Task None_becomes_markup_wherever_it_stands(string hostile)
    {
        var quoted = $"\"{hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        _bench.Put("in/x & <y>.csv", $"{quoted},n\n" + string.Concat(Enumerable.Repeat($"{quoted},1\n", 20)));

        (await _bench.ProfileAsync("rules: [{columns: '*', rule: not_null, name: '<b>rule</b>'}]")).AssertCommitted();

        var page = _bench.Page();
        Assert.That(Tags().Matches(page).Select(tag => tag.Groups["name"].Value).Distinct(StringComparer.Ordinal), Is.SubsetOf(Known), "no tag but ours");
        Assert.That(Attributes().Matches(page).Select(found => found.Groups["name"].Value), Has.None.StartsWith("on"));
        Assert.That(page, Does.Not.Contain('\u202E'));
        Assert.That(page, Does.Contain("&lt;b&gt;rule&lt;/b&gt;").And.Contain("x &amp; &lt;y&gt;"));
    }

    [Test]
    public async Task The_page_refers_to_nothing_outside_itself()
    {
        _bench.Put("in/t.csv", "site\n" + string.Concat(Enumerable.Repeat("https://example.org/a.js\n", 20)));

        (await _bench.ProfileAsync()).AssertCommitted();

        var page = _bench.Page();
        Assert.That(Attributes().Matches(page).Where(found => found.Groups["name"].Value is "src" or "href")
            .Select(found => found.Groups["value"].Value), Has.All.StartsWith("#"));
        Assert.That(page, Does.Contain("default-src 'none'").And.Not.Contain("url(").And.Not.Contain("@import").And.Not.Contain("<script"));
    }

    private static readonly string[] Known =
    [
        "!doctype", "html", "head", "meta", "title", "style", "body", "main", "header", "p", "h1", "h2", "h3", "div", "span", "ul", "li",
        "strong", "section", "table", "thead", "tbody", "tr", "th", "td", "b", "small", "svg", "rect", "g", "line", "text", "a", "details",
        "summary", "dl", "dt", "dd", "figure", "figcaption", "code", "footer",
    ];

    [GeneratedRegex("</?(?<name>!?[a-z0-9]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("<[a-z][^<>]*?\\s(?<name>[a-z-]+)=\"(?<value>[^\"]*)\"", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attributes();
}
