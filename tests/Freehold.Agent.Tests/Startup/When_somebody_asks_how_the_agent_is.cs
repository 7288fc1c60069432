using System.Net;
using System.Text.RegularExpressions;

namespace Freehold.Agent.Tests.Startup;

public sealed partial class When_somebody_asks_how_the_agent_is : AgentProgram
{
    [Test]
    public async Task It_tells_whether_it_lives_is_connected_and_how_much_it_does()
    {
        var agent = StartAgent("--health:listen=http://127.0.0.1:0");
        await agent.LogsAsync(1002);
        var address = new Uri(Address().Match(string.Join('\n', agent.Output)).Value);
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeLimit.Default };

        Assert.That((await client.GetAsync("/healthz")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await client.GetAsync("/readyz")).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));

        var stream = await ControlPlane.NextWelcomedStreamAsync();
        await stream.NextAsync(message => message.Heartbeat is not null);
        Assert.That((await client.GetAsync("/readyz")).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        var metrics = await client.GetStringAsync("/metrics");
        Assert.That(metrics, Does.Contain("freehold_agent_connected 1").And.Contain("freehold_agent_outbox_events 0")
            .And.Contain("freehold_loop_age_seconds{loop=\"receiver\"} 0"));
    }

    [Test]
    public async Task Unless_asked_to_it_opens_no_port()
    {
        var agent = StartAgent();
        await ControlPlane.NextWelcomedStreamAsync();

        var sockets = Directory.EnumerateFiles($"/proc/{agent.Id}/fd").Select(file => new FileInfo(file).LinkTarget)
            .Where(target => target?.StartsWith("socket:[", StringComparison.Ordinal) is true).Select(target => target![8..^1]).ToHashSet(StringComparer.Ordinal);
        const string Listening = "0A";
        var listening = new[] { "tcp", "tcp6" }.SelectMany(table => File.ReadLines($"/proc/{agent.Id}/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[3] == Listening && sockets.Contains(fields[9]));
        Assert.That(sockets, Is.Not.Empty);
        Assert.That(listening, Is.Empty);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9]\d*", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
