namespace Freehold.Demo.Stack;

/// <summary>A control plane with a database of its own and one agent, on this machine and on loopback only.</summary>
internal sealed class LocalStack : IAsyncDisposable
{
    public const string AgentLabel = "this-machine";

    private readonly StackFolder _folder;
    private readonly Repository _repository;
    private readonly Uri _address;
    private ChildProgram? _controlPlane;
    private ChildProgram? _agent;

    private LocalStack(Repository repository, StackFolder folder, Uri address)
    {
        (_repository, _folder, _address) = (repository, folder, address);
        Cli = new(repository.Program("Freehold.Cli", "freehold"), folder);
    }

    public Uri Address => _address;

    public CommandLine Cli { get; }

    /// <summary>Files that the programs log to.</summary>
    public IEnumerable<string> LogFiles => new[] { _controlPlane?.LogFile, _agent?.LogFile }.OfType<string>();

    /// <summary>Starts everything in order; what was started is stopped again if something fails on the way.</summary>
    /// <param name="port">0: any free one.</param>
    public static async Task<LocalStack> StartAsync(Repository repository, StackFolder folder, int port, CancellationToken cancellationToken)
    {
        var stack = new LocalStack(repository, folder, new($"https://localhost:{(port == 0 ? FreePort.Find() : port)}"));
        try
        {
            await stack.StartControlPlaneAsync(cancellationToken);
            await stack.SignInAsync(cancellationToken);
            await stack.StartAgentAsync(cancellationToken);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs until somebody cancels.</summary>
    /// <exception cref="DemoFailedException">A program ended by itself.</exception>
    public async Task UntilEndAsync(CancellationToken cancellationToken)
    {
        var ended = await Task.WhenAny(_controlPlane!.UntilEndAsync(cancellationToken), _agent!.UntilEndAsync(cancellationToken));
        throw await ended;
    }

    public async ValueTask DisposeAsync()
    {
        // The agent first: it says goodbye, and nobody waits for its lease. Each once, however often this is called.
        foreach (var program in new[] { Interlocked.Exchange(ref _agent, null), Interlocked.Exchange(ref _controlPlane, null) }.OfType<ChildProgram>())
            await program.DisposeAsync();
    }

    private async Task StartControlPlaneAsync(CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FREEHOLD_DATABASE__STATEDIRECTORY"] = _folder.ControlPlane,
            ["FREEHOLD_ENDPOINT__LISTEN"] = _address.ToString(),
        };
        if (_repository.Tool("postgres") is { } postgres)
            settings["FREEHOLD_DATABASE__EMBEDDEDBINARIES"] = Path.Combine(postgres, "bin");

        _controlPlane = ChildProgram.Start(
            _repository.Program("Freehold.ControlPlane", "freehold-control-plane"), settings, _folder.Root, _folder.Log("control-plane"));

        using var probe = new ReadinessProbe(_address, _folder.AuthorityFile);
        await _controlPlane.UntilAsync(probe.IsReadyAsync, "ready", TimeSpan.FromSeconds(90), cancellationToken);
    }

    private async Task SignInAsync(CancellationToken cancellationToken) => await Cli.RunAsync(
        ["login", _address.ToString(), "--ca-file", _folder.AuthorityFile, "--token-file", _folder.OwnerTokenFile], cancellationToken);

    private async Task StartAgentAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_folder.AgentTokenFile))
            await Cli.RunAsync(["agents", "add", AgentLabel, "--token-file", _folder.AgentTokenFile], cancellationToken);

        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FREEHOLD_CONTROLPLANE__ENDPOINT"] = _address.ToString(),
            ["FREEHOLD_CONTROLPLANE__CAFILE"] = _folder.AuthorityFile,
            ["FREEHOLD_CONTROLPLANE__TOKENFILE"] = _folder.AgentTokenFile,
            ["FREEHOLD_AGENT__LABEL"] = AgentLabel,
            ["FREEHOLD_AGENT__STATEDIRECTORY"] = _folder.Agent,
            ["FREEHOLD_EXECUTOR__WORKERPATH"] = _repository.Program("Freehold.Worker", "freehold-worker"),
            ["FREEHOLD_SECRET_BASEBALL_KEY"] = _folder.ExampleKey(),
        };
        _agent = ChildProgram.Start(_repository.Program("Freehold.Agent", "freehold-agent"), settings, _folder.Root, _folder.Log("agent"), "run");

        await _agent.UntilAsync(IsAgentConnectedAsync, "connected", TimeSpan.FromSeconds(60), cancellationToken);
    }

    private async Task<bool> IsAgentConnectedAsync(CancellationToken cancellationToken)
    {
        var agent = await Cli.RunForJsonAsync(["agents", "show", AgentLabel], cancellationToken);
        return agent.GetProperty("status").GetString() is "connected";
    }
}
