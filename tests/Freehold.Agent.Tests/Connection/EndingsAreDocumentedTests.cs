using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Freehold.Agent.Connection;

namespace Freehold.Agent.Tests.Connection;

public sealed class EndingsAreDocumentedTests
{
    [Test]
    public void Every_message_about_the_connection_is_in_the_page_on_troubleshooting()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs/troubleshooting.md"));
        var messages = typeof(ConnectionLog).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()!)
            .Where(message => message.Level > LogLevel.Debug)
            .ToList();

        Assert.That(messages, Has.Count.GreaterThan(20));
        foreach (var message in messages)
            Assert.That(page, Does.Contain(string.Create(CultureInfo.InvariantCulture, $"| {message.EventId} | {message.Level.ToString().ToLowerInvariant()} |")));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
