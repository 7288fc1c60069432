using System.Collections;
using Freehold.Agent.Leadership;
using Freehold.Agent.Startup;
using Freehold.Agent.Tests.ScriptedControlPlane;
using Freehold.Hosting.Configuration;

namespace Freehold.Agent.Tests;

/// <summary>A whole agent inside the test's process, with its log in the test's hands.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    public const string Token = "canary-token-of-this-agent";

    private readonly IHost _host;
    private bool _stopped;

    private TestAgent(IHost host, ErrorLogScope log)
    {
        _host = host;
        Log = log;
    }

    public ErrorLogScope Log { get; }

    public IServiceProvider Services => _host.Services;

    public static async Task<TestAgent> StartAsync(
        TemporaryFolder folder,
        int port,
        TestAuthority? authority,
        string worker,
        Action<IServiceCollection> replace,
        params IReadOnlyList<string> settings)
    {
        var arguments = new List<string>
        {
            $"--controlplane:endpoint=https://localhost:{port}",
            $"--controlplane:token={Token}",
            "--agent:label=test-agent",
            $"--agent:statedirectory={folder["state"]}",
            $"--executor:workerpath={worker}",
            "--preflight:firstwithin=1h", // by itself not while a test lasts
        };
        if (authority is not null)
        {
            await File.WriteAllTextAsync(folder["ca.pem"], authority.Pem);
            arguments.Add($"--controlplane:cafile={folder["ca.pem"]}");
        }

        arguments.AddRange(settings);

        var log = new ErrorLogScope();
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddAgent();
        replace(builder.Services);
        builder.Services.UseSettings(ProgramSettings.Read(folder["no-appsettings.json"], new Hashtable(), arguments));

        var agent = new TestAgent(builder.Build(), log);
        await Eventually.IsTrueAsync(() => agent.Services.GetRequiredService<ILeadership>().TryLeadAsync(CancellationToken.None));
        await agent._host.StartAsync().InTime();
        return agent;
    }

    /// <summary>The first line with this id that the agent logs.</summary>
    public async Task<LoggedLine> LogsAsync(int eventId, TimeSpan? limit = null)
    {
        await Eventually.IsTrueAsync(() => Log.Lines.Any(line => line.EventId == eventId), limit, $"log line {eventId}");
        return Log.Lines.First(line => line.EventId == eventId);
    }

    public async Task StopAsync()
    {
        _stopped = true;
        await _host.StopAsync().InTime();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
            await StopAsync();
        _host.Dispose();
    }
}
