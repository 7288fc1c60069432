using Freehold.Agent.Tests.ScriptedControlPlane;

namespace Freehold.Agent.Tests.Startup;

/// <summary>The agent's program with a scripted control plane, for one test.</summary>
public abstract class AgentProgram
{
    private protected const string Token = "canary-token-7d2e";

    private readonly List<AgentProcess> _agents = [];
    private ControlPlaneScript? _controlPlane;
    private FakeWorker? _worker;

    private protected TemporaryFolder Folder { get; } = new();

    private protected TestAuthority Authority { get; } = new();

    private protected ControlPlaneScript ControlPlane => _controlPlane!;

    private protected FakeWorker Worker => _worker ??= new(Folder, FakeWorker.Succeeds);

    [SetUp]
    public async Task StartControlPlane()
    {
        _controlPlane = await ControlPlaneScript.StartAsync(Authority.Issue());
        await File.WriteAllTextAsync(Folder["ca.pem"], Authority.Pem);
        await File.WriteAllTextAsync(Folder["token"], Token);
    }

    [TearDown]
    public async Task EndEverything()
    {
        Worker.Release();
        foreach (var agent in _agents)
            await agent.DisposeAsync();
        await ControlPlane.DisposeAsync();
        await Executors.LeftOvers.EndAsync(Folder["state"]);
        Authority.Dispose();
        Folder.Dispose();
    }

    /// <summary>Starts the program on the test's folder.</summary>
    private protected AgentProcess StartAgent(params IReadOnlyList<string> settings) => StartAgent(wrapper: [], settings);

    private protected AgentProcess StartAgent(IReadOnlyList<string> wrapper, IReadOnlyList<string> settings)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FREEHOLD_CONTROLPLANE__ENDPOINT"] = $"https://localhost:{ControlPlane.Port}",
            ["FREEHOLD_CONTROLPLANE__TOKENFILE"] = Folder["token"],
            ["FREEHOLD_CONTROLPLANE__CAFILE"] = Folder["ca.pem"],
            ["FREEHOLD_AGENT__LABEL"] = "test-agent",
            ["FREEHOLD_AGENT__STATEDIRECTORY"] = Folder["state"],
            ["FREEHOLD_EXECUTOR__WORKERPATH"] = Worker.Path,
            ["FREEHOLD_PREFLIGHT__FIRSTWITHIN"] = "1h", // by itself not while a test lasts
        };
        var agent = AgentProcess.Start(environment, ["run", .. settings], [.. wrapper]);
        _agents.Add(agent);
        return agent;
    }
}
