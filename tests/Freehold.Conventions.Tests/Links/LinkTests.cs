namespace Freehold.Conventions.Tests.Links;

public sealed class LinkTests
{
    [Test]
    public void Links_of_pages_lead_somewhere()
    {
        List<MarkdownPage> pages = [.. SourceTree.With(".md").Select(file => new MarkdownPage(file))];

        Assert.That(pages.SelectMany(page => page.Targets), Is.Not.Empty, "nothing was searched");
        Assert.That(LinkRules.Violations(pages, SourceTree.Paths), Is.Empty);
    }

    [TestCase("[a](gone.md)", "gone.md does not exist")]
    [TestCase("[a](../b.md#three)", "../b.md#three names no heading of b.md")]
    [TestCase("[a](#nowhere)", "#nowhere names no heading of docs/a.md")]
    [TestCase("![a](pictures/gone.png)", "pictures/gone.png does not exist")]
    [TestCase("text\n[a]: gone.md", "gone.md does not exist")]
    public void A_broken_link_is_found(string page, string complaint)
    {
        Assert.That(Check(page), Is.EqualTo([$"docs/a.md: {complaint}"]));
    }

    [TestCase("[a](../b.md#one-and-two)")]
    [TestCase("[a](../docs)")]
    [TestCase("[a](https://example.com/gone.md)")]
    [TestCase("```\n[a](gone.md)\n```")]
    public void A_good_link_is_left_alone(string page)
    {
        Assert.That(Check(page), Is.Empty);
    }

    private static IEnumerable<string> Check(string page) =>
        LinkRules.Violations([new(new("docs/a.md", page)), new(new("b.md", "# One, and two"))], ["docs/a.md", "b.md"]);
}
