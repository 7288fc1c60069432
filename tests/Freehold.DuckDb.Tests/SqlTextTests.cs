namespace Freehold.DuckDb.Tests;

public sealed class SqlTextTests
{
    [TestCase("plain")]
    [TestCase("it's")]
    [TestCase("''; drop table x; --")]
    [TestCase("back\\slash\nline")]
    [TestCase("")]
    public void A_literal_means_its_text(string text)
    {
        using var folder = new EngineFolder();
        using var database = folder.Open();

        Assert.That(database.Connection.Execute($"select {SqlText.Literal(text)}").Text(0, 0), Is.EqualTo(text));
    }

    [TestCase("name")]
    [TestCase("with \"quotes\"")]
    [TestCase("select")]
    public void An_identifier_names_its_column(string name)
    {
        using var folder = new EngineFolder();
        using var database = folder.Open();

        var described = database.Connection.Execute($"describe select 1 as {SqlText.Identifier(name)}");

        Assert.That(described.Text(0, 0), Is.EqualTo(name));
    }

    [Test]
    public void A_NUL_is_refused() => Assert.Throws<ArgumentException>(() => SqlText.Literal("a\0b"));
}
