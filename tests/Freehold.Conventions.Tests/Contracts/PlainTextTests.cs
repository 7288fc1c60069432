using System.Text.RegularExpressions;

namespace Freehold.Conventions.Tests.Contracts;

/// <summary>What must not stand in any of our texts. The words are put together here, or this file would be the first to hold them.</summary>
public sealed class PlainTextTests
{
    private static readonly Regex Unfinished = new($@"\b({"TO"}DO|FIX{"ME"}|XX{"X"})\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
    private static readonly Regex MachinePath = new($@"(?<![\w.])/({"wo"}rk|{"ro"}ot|home/[a-z]+)/", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
    private static readonly Regex FeedAddress = new($@"""{"resol"}ved""\s*:|^\s*(@[\w-]+:)?{"regis"}try\s*=|<{"package"}Sources>", RegexOptions.ExplicitCapture | RegexOptions.Multiline, TimeSpan.FromSeconds(10));

    [Test]
    public void Nothing_is_left_to_do()
    {
        Assert.That(Holding(Unfinished, SourceTree.Texts), Is.Empty);
    }

    [Test]
    public void No_machine_of_ours_is_named()
    {
        Assert.That(Holding(MachinePath, SourceTree.Texts), Is.Empty);
    }

    [Test]
    public void No_package_feed_is_named()
    {
        Assert.That(Holding(FeedAddress, SourceTree.Texts), Is.Empty);
    }

    [Test]
    public void Each_of_them_would_be_found()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Holding(Unfinished, [new("a.cs", "// TO" + "DO: later")]), Is.Not.Empty);
            Assert.That(Holding(MachinePath, [new("a.md", "see /ro" + "ot/freehold")]), Is.Not.Empty);
            Assert.That(Holding(FeedAddress, [new("package-lock.json", "{ \"resol" + "ved\": \"https://feed.example/a.tgz\" }")]), Is.Not.Empty);
            Assert.That(Holding(FeedAddress, [new(".npmrc", "a=b\nregis" + "try=https://feed.example/")]), Is.Not.Empty);
            Assert.That(Holding(FeedAddress, [new("NuGet.config", "<configuration><package" + "Sources>")]), Is.Not.Empty);
        });
    }

    private static IEnumerable<string> Holding(Regex words, IEnumerable<SourceFile> files) =>
        from file in files
        from Match match in words.Matches(file.Text)
        select $"{file.Path}: '{match.Value.Trim()}' at character {match.Index}";
}
