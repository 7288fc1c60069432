namespace Freehold.Conventions.Tests.LogIds;

public sealed class LogIdTests
{
    [Test]
    public void Log_ids_are_unique_and_of_their_slice()
    {
        List<LogMessage> messages = [.. SourceTree.With(".cs").Where(file => !file.Path.StartsWith("tests/", StringComparison.Ordinal)).SelectMany(LogMessage.In)];

        Assert.That(messages, Is.Not.Empty, "nothing was searched");
        Assert.That(LogIdRules.Violations(messages), Is.Empty);
    }

    [TestCase("agent/Freehold.Agent/Connection/ConnectionLog.cs", "[LoggerMessage(EventId = 1201)]", "1201 is not of its slice's hundred")]
    [TestCase("agent/Freehold.Agent/Any/AnyLog.cs", "[LoggerMessage(EventId = 2901)]", "2901 is not of its program's thousand")]
    [TestCase("agent/Freehold.Agent/Any/AnyLog.cs", "[LoggerMessage(Level = LogLevel.Error,\n Message = \"x\")]", "a message without an id")]
    [TestCase("agent/Freehold.Agent/Any/AnyLog.cs", "[LoggerMessage(1901, LogLevel.Error)] [LoggerMessage(\n EventId = 1901)]", "1901 is used 2 times")]
    [TestCase("agent/Freehold.Agent/Any/AnyLog.cs", "[LoggerMessage(Level = LogLevel.Error, EventId = 2902)]", "2902 is not of its program's thousand")]
    public void A_wrong_id_is_found(string path, string text, string complaint)
    {
        Assert.That(LogIdRules.Violations([.. LogMessage.In(new(path, text))]), Has.One.Contains(complaint));
    }

    [Test]
    public void Two_slices_in_one_hundred_are_found()
    {
        Assert.That(
            LogIdRules.Violations([new(1901, "agent/Freehold.Agent/One/OneLog.cs"), new(1902, "agent/Freehold.Agent/Two/TwoLog.cs")]),
            Has.One.Contains("1900 to 1999 are shared by"));
    }
}
