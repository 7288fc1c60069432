using Freehold.Agent.Tests.ScriptedControlPlane;

namespace Freehold.Agent.Tests;

/// <summary>A whole agent and a scripted control plane, for one test.</summary>
public abstract class AgentAndControlPlane
{
    private ControlPlaneScript? _controlPlane;
    private TestAgent? _agent;
    private FakeWorker? _worker;

    private protected TemporaryFolder Folder { get; } = new();

    private protected TestAuthority Authority { get; } = new();

    private protected ControlPlaneScript ControlPlane => _controlPlane!;

    private protected TestAgent Agent => _agent!;

    /// <summary>Puts parts of the test's own in the place of the agent's.</summary>
    private protected Action<IServiceCollection> Replace { get; set; } = _ => { };

    private protected FakeWorker Worker => _worker ??= new(Folder, FakeWorker.Succeeds);

    [TearDown]
    public async Task StopBoth()
    {
        if (_agent is not null)
            await _agent.DisposeAsync();
        if (_controlPlane is not null)
            await _controlPlane.DisposeAsync();
        Authority.Dispose();
        Folder.Dispose();
        _agent?.Log.Verify();
    }

    private protected async Task StartControlPlaneAsync() => _controlPlane = await ControlPlaneScript.StartAsync(Authority.Issue());

    /// <summary>Starts the agent, and the control plane if it does not run yet.</summary>
    private protected async Task StartAgentAsync(params IReadOnlyList<string> settings)
    {
        if (_controlPlane is null)
            await StartControlPlaneAsync();
        await StartAgentAsync(ControlPlane.Port, Authority, settings);
    }

    private protected async Task StartAgentAsync(int port, TestAuthority? authority, params IReadOnlyList<string> settings) =>
        _agent = await TestAgent.StartAsync(Folder, port, authority, Worker.Path, Replace, settings);

    /// <summary>Ends this agent, workers aside, and starts the next on the same folder.</summary>
    private protected async Task RestartAgentAsync(params IReadOnlyList<string> settings)
    {
        await Agent.DisposeAsync();
        Agent.Log.Verify();
        await StartAgentAsync(settings);
    }
}
