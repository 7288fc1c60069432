using System.Text;
using Freehold.Worker.Profile.Columns;

namespace Freehold.Worker.Tests.Profile.Columns;

public sealed class PatternTextTests
{
    [TestCase("AB-123 x", "aa-999 a", 8)]
    [TestCase("Jürgen", "aaaaaa", 6)]
    [TestCase("名前 7", "aa 9", 4)]
    [TestCase("", "", 0)]
    [TestCase("€5,-", "€9,-", 4)]
    public void Letters_become_a_and_digits_9(string text, string pattern, int characters) =>
        Assert.That(Pattern(text), Is.EqualTo((pattern, characters)));

    [Test]
    public void Long_texts_have_a_short_form_and_all_their_characters_are_counted()
    {
        Assert.That(Pattern(new string('x', 1000)), Is.EqualTo((new string('a', 32), 1000)));
        Assert.That(Pattern(new string('é', 1000)), Is.EqualTo((new string('a', 32), 1000)));
        Assert.That(Pattern(new string('€', 1000)), Is.EqualTo((new string('€', 10), 1000)), "no character is cut in two");
    }

    private static (string Pattern, int Characters) Pattern(string text)
    {
        var form = new byte[PatternText.Longest];
        var length = PatternText.Write(Encoding.UTF8.GetBytes(text), form, out var characters);
        return (Encoding.UTF8.GetString(form, 0, length), characters);
    }
}
