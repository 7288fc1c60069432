namespace Freehold.Conventions.Tests.LogIds;

public sealed class LogIdTests
{
    private const string Path = "agent/Freehold.Agent/Any/AnyLog.cs";

    [Test]
    public void Log_ids_are_unique_and_of_their_slice()
    {
        List<SourceFile> files = [.. SourceTree.With(".cs").Where(file => !file.Path.StartsWith("tests/", StringComparison.Ordinal))];

        Assert.That(files.SelectMany(LogMessage.In).Count(), Is.GreaterThan(50), "the messages were not found as they are written");
        Assert.That(LogIdRules.Violations(files), Is.Empty);
    }

    [TestCase("/// Ids 1900–1949.\n[LoggerMessage(EventId = 1950)]", "1950 is not within 1900–1949")]
    [TestCase("/// Ids 2900–2999.\n[LoggerMessage(EventId = 2901)]", "2901 is not of its program's thousand")]
    [TestCase("/// Ids 1900–1999.\n[LoggerMessage(Level = LogLevel.Error,\n Message = \"x\")]", "a message without an id")]
    [TestCase("/// Ids 1900–1999.\n[LoggerMessage(1901, LogLevel.Error)] [LoggerMessage(\n EventId = 1901)]", "1901 is used 2 times")]
    [TestCase("/// Ids 1900–1999.\n[LoggerMessage(Level = LogLevel.Error, EventId = 1899)]", "1899 is not within 1900–1999")]
    [TestCase("[LoggerMessage(EventId = 1901)]", "does not declare its ids")]
    public void A_wrong_id_is_found(string text, string complaint)
    {
        Assert.That(LogIdRules.Violations([new(Path, text)]), Has.One.Contains(complaint));
    }

    [Test]
    public void Ranges_that_overlap_are_found()
    {
        Assert.That(
            LogIdRules.Violations([new("one/OneLog.cs", "/// Ids 10–19\n[LoggerMessage(11)]"), new("two/TwoLog.cs", "/// Ids 19–29\n[LoggerMessage(21)]")]),
            Is.EqualTo(["10–19 of one/OneLog.cs overlaps 19–29 of two/TwoLog.cs"]));
    }
}
