using Freehold.ControlPlane.Submission;

namespace Freehold.ControlPlane.Tests.Submission;

public sealed class DocumentListTests
{
    [TestCase("", new string[0])]
    [TestCase(" \n", new string[0])]
    [TestCase("---\n---\n", new string[0])]
    [TestCase("a: 1", new[] { "a: 1" })]
    [TestCase("---\na: 1\n---\nb: 2\n", new[] { "a: 1", "b: 2" })]
    [TestCase("a: 1\r\n--- \r\nb: 2", new[] { "a: 1", "b: 2" })]
    [TestCase("--- {a: 1}\n---\tb", new[] { "{a: 1}", "b" })]
    [TestCase("a: x---y\n ---\n----\nb: 1", new[] { "a: x---y\n ---\n----\nb: 1" })]
    [TestCase("[]", new string[0])]
    [TestCase(" [{\"a\": \"---\"}, 3]", new[] { "{\"a\": \"---\"}", "3" })]
    public void A_text_comes_apart(string text, string[] documents)
    {
        Assert.That(DocumentList.TrySplit(text, out var split), Is.True);
        Assert.That(split.Select(document => document.Trim()), Is.EqualTo(documents));
    }

    [TestCase("[")]
    [TestCase("[{a: 1}]")]
    [TestCase("[1] 2")]
    public void An_array_that_is_none_is_refused(string text) => Assert.That(DocumentList.TrySplit(text, out _), Is.False);
}
