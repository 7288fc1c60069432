using Freehold.EmbeddedPostgres;
using Freehold.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Freehold.EndToEnd.Tests.Programs;

/// <summary>
/// A control plane with its own PostgreSQL, an agent with the process executor, and a folder for data: the real programs as
/// processes on loopback.
/// </summary>
internal sealed class Stack : IAsyncDisposable
{
    public const string AgentLabel = "here";

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Find();
    private readonly List<RunningProgram> _programs = [];

    private Stack()
    {
    }

    public RestClient Api { get; private set; } = null!;

    public RunningProgram ControlPlane { get; private set; } = null!;

    public RunningProgram Agent { get; private set; } = null!;

    /// <summary>Settings of every agent that is started from now on, beside the usual ones or in their place.</summary>
    public IList<(string Name, string Value)> AgentSettings { get; } = [];

    private IReadOnlyList<(string Name, string Value)> ControlPlaneSettings { get; init; } = [];

    /// <summary>Given to agents as secret <c>transform/key</c>.</summary>
    public string SecretKey { get; } = $"canary-key-{Guid.NewGuid():N}";

    public Uri Endpoint => new($"https://127.0.0.1:{_port}");

    public string ControlPlaneState => _folder["control-plane"];

    public string CaFile => Path.Combine(ControlPlaneState, "ca.pem");

    /// <summary>Everything that any program of this stack printed.</summary>
    public string Printed => string.Concat(_programs.Select(program => program.Printed));

    /// <summary>Where all that the stack writes lies.</summary>
    public string Folder => _folder.Path;

    /// <summary>A path in the stack's folder.</summary>
    public string this[string name] => _folder[name];

    /// <summary>Control plane and agent, connected.</summary>
    public static Task<Stack> StartAsync() => StartAsync(async stack =>
    {
        await stack.StartControlPlaneAsync();
        stack.WriteToken("agent.token", await stack.Api.AddAgentAsync(AgentLabel));
        stack.StartAgent();
        await stack.AgentIsConnectedAsync();
    });

    /// <param name="controlPlane">Settings beside the usual ones.</param>
    public static Task<Stack> StartWithoutAgentAsync(params IReadOnlyList<(string Name, string Value)> controlPlane) =>
        StartAsync(stack => stack.StartControlPlaneAsync(), controlPlane);

    /// <summary>Starts the control plane, also again after it was killed: same port, same state.</summary>
    public async Task StartControlPlaneAsync()
    {
        var settings = new Dictionary<string, string>
        {
            ["FREEHOLD_ENDPOINT__LISTEN"] = Endpoint.ToString().TrimEnd('/'),
            ["FREEHOLD_DATABASE__STATEDIRECTORY"] = ControlPlaneState,
        };
        if (BundledPostgres.Folder is { } binaries)
            settings["FREEHOLD_DATABASE__EMBEDDEDBINARIES"] = binaries;
        foreach (var (name, value) in ControlPlaneSettings)
            settings[name] = value;
        ControlPlane = Keep(RunningProgram.Start(Repository.Program("Freehold.ControlPlane", "freehold-control-plane"), [], settings));

        await Eventually.IsTrueAsync(
            async () => !ControlPlane.HasEnded && File.Exists(CaFile) && await RestClient.IsReadyAsync(Endpoint, CaFile),
            what: $"the control plane is ready; it printed: {ControlPlane.Printed}");
        Api ??= new RestClient(Endpoint, CaFile, File.ReadAllText(Path.Combine(ControlPlaneState, "owner.token")).Trim());
    }

    /// <summary>Starts the agent, also again after it was killed: same state.</summary>
    public void StartAgent() => Agent = StartAgent("agent.token");

    /// <summary>Starts an agent with settings of its own.</summary>
    public RunningProgram StartAgent(string tokenFile, params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>
        {
            ["FREEHOLD_CONTROLPLANE__ENDPOINT"] = Endpoint.ToString().TrimEnd('/'),
            ["FREEHOLD_CONTROLPLANE__CAFILE"] = CaFile,
            ["FREEHOLD_CONTROLPLANE__TOKENFILE"] = _folder[tokenFile],
            ["FREEHOLD_AGENT__LABEL"] = AgentLabel,
            ["FREEHOLD_AGENT__STATEDIRECTORY"] = _folder["agent"],
            ["FREEHOLD_EXECUTOR__WORKERPATH"] = Repository.Program("Freehold.Worker", "freehold-worker"),
            ["FREEHOLD_SECRET_TRANSFORM_KEY"] = SecretKey,
        };
        foreach (var (name, value) in AgentSettings.Concat(settings))
            environment[name] = value;

        return Keep(RunningProgram.Start(Repository.Program("Freehold.Agent", "freehold-agent"), ["run"], environment));
    }

    public Task AgentIsConnectedAsync() =>
        Eventually.IsTrueAsync(() => Api.IsConnectedAsync(AgentLabel), what: $"the agent is connected; it printed: {Agent.Printed}");

    /// <summary>Writes an agent's token where an agent can be told to find it.</summary>
    public void WriteToken(string file, string token) => File.WriteAllText(_folder[file], token);

    public async ValueTask DisposeAsync()
    {
        // Whoever looks at a failure needs what the programs said.
        if (TestContext.CurrentContext.Result.FailCount > 0)
            await KeepPrintedAsync();

        try
        {
            // The agent first: it says goodbye to a control plane that listens.
            foreach (var program in _programs.OrderBy(program => program == ControlPlane))
                await program.DisposeAsync();
        }
        finally
        {
            Api?.Dispose();
            await StopForgottenPostgresAsync();
            _folder.Dispose();
        }
    }

    private static async Task<Stack> StartAsync(Func<Stack, Task> start, params IReadOnlyList<(string Name, string Value)> controlPlane)
    {
        var stack = new Stack { ControlPlaneSettings = controlPlane };
        try
        {
            await start(stack);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    private async Task KeepPrintedAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "test"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"end-to-end-{Path.GetFileName(_folder.Path)}.log"), Printed);
    }

    // A control plane that was killed leaves its PostgreSQL running.
    private async Task StopForgottenPostgresAsync()
    {
        if (File.Exists(Path.Combine(ControlPlaneState, "postgres", "data", "postmaster.pid")))
            await using (await PostgresServer.StartAsync(new() { StateDirectory = ControlPlaneState, Binaries = BundledPostgres.Folder }, NullLogger.Instance, CancellationToken.None)) { }
    }

    private RunningProgram Keep(RunningProgram program)
    {
        _programs.Add(program);
        return program;
    }
}
