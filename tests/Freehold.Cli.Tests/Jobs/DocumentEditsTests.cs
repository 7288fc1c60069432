using Freehold.Cli.Jobs;

namespace Freehold.Cli.Tests.Jobs;

public sealed class DocumentEditsTests
{
    [TestCase("a: 1", "a=2", "a: 2")]
    [TestCase("a: 1", "b=x", "a: 1\nb: x")]
    [TestCase("a: 1", "b.c=x", "a: 1\nb:\n  c: x")]
    [TestCase("a: [1, 2]", "a[1]=3", "a: [1, 3]")]
    [TestCase("a: [{b: 1}]", "a[0].b=file:///c=d", "a: [{b: 'file:///c=d'}]")]
    [TestCase("a: 1", "a=\"quoted: text\"", "a: \"quoted: text\"")]
    public void One_place_changes_and_the_rest_stays(string before, string edit, string after)
    {
        Assert.That(Edited(before, edit), Is.EqualTo(after));
    }

    [TestCase("a: 1", "a", "not of the form key=value")]
    [TestCase("a: 1", "a.b=1", "no mapping that could hold 'b'")]
    [TestCase("a: [1]", "a[1]=1", "no entry [1]")]
    [TestCase("a: 1", "a[x]=1", "not a path")]
    [TestCase("a: 1", "a..b=1", "not a path")]
    [TestCase("a: 1", "a=[1", "is no YAML")]
    [TestCase("[a]", "a=1", "not a mapping")]
    [TestCase("a: {", "a=1", "no YAML or JSON")]
    public void An_edit_without_a_place_is_refused(string before, string edit, string words)
    {
        var refused = Assert.Throws<CommandFailedException>(() => DocumentEdits.Apply(before, [edit]));

        Assert.That(refused!.ExitCode, Is.EqualTo(ExitCode.Usage));
        Assert.That(refused.Message, Does.Contain(words));
    }

    private static string Edited(string before, string edit) => DocumentEdits.Apply(before, [edit]).Replace("\r", "", StringComparison.Ordinal).Trim('\n', '.');
}
