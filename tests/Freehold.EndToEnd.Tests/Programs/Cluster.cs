using System.Security.Cryptography;
using Freehold.EmbeddedPostgres;
using Freehold.EndToEnd.Tests.Networks;
using Freehold.Testing;
using Freehold.Testing.Networks;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Freehold.EndToEnd.Tests.Programs;

/// <summary>
/// Several replicas of the control plane on one PostgreSQL, behind a balancer, and an agent: the real programs, with a network
/// at every seam that a test can break.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RelayAuthority _authority = new();
    private readonly Dictionary<int, RunningProgram> _replicas = [];
    private readonly List<RunningProgram> _started = [];
    private PostgresServer _postgres = null!;
    private IReadOnlyList<(string Name, string Value)> _settings = [];

    private Cluster()
    {
    }

    /// <summary>Through the balancer, as people come.</summary>
    public RestClient Api { get; private set; } = null!;

    /// <summary>Between agents and the balancer's replicas.</summary>
    public TcpForwarder ToControlPlane { get; private set; } = null!;

    /// <summary>Between people and the replicas.</summary>
    public TcpForwarder Balancer { get; private set; } = null!;

    /// <summary>Between the replicas and PostgreSQL.</summary>
    public TcpForwarder ToDatabase { get; private set; } = null!;

    public RunningProgram Agent { get; private set; } = null!;

    /// <summary>Settings of every agent that is started from now on, beside the usual ones or in their place.</summary>
    public IList<(string Name, string Value)> AgentSettings { get; } = [];

    /// <summary>Ports of the replicas that were started, in order; each keeps its own when it is started again.</summary>
    public IReadOnlyList<int> Ports { get; private set; } = [];

    /// <summary>For SQL of a test; it goes straight to the server.</summary>
    public string ConnectionString => _postgres.ConnectionString;

    public string CaFile => _folder["ca.pem"];

    public string this[string name] => _folder[name];

    /// <param name="settings">Of every replica, beside the usual ones or in their place.</param>
    public static async Task<Cluster> StartAsync(int replicas, params IReadOnlyList<(string Name, string Value)> settings)
    {
        var cluster = new Cluster { _settings = settings };
        try
        {
            await cluster.StartPartsAsync(replicas);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the replica of a port, also again after it ended.</summary>
    public void StartReplica(int port)
    {
        var database = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = ToDatabase.Port,
            MaxPoolSize = 20,
            SearchPath = DatabaseClock.SearchPath,
        };
        var environment = new Dictionary<string, string>
        {
            ["FREEHOLD_ENDPOINT__LISTEN"] = $"https://127.0.0.1:{port}",
            ["FREEHOLD_ENDPOINT__PUBLICADDRESS"] = $"https://127.0.0.1:{ToControlPlane.Port}",
            ["FREEHOLD_ENDPOINT__CERTIFICATE"] = CaFile,
            ["FREEHOLD_ENDPOINT__KEY"] = _folder["server.key"],
            ["FREEHOLD_DATABASE__CONNECTIONSTRING"] = database.ConnectionString,
            ["FREEHOLD_DATABASE__STATEDIRECTORY"] = _folder[$"replica-{port}"],
            ["FREEHOLD_IDENTITY__SIGNINGKEYFILE"] = _folder["signing.key"],
            ["FREEHOLD_IDENTITY__BOOTSTRAPTOKENFILE"] = _folder["owner.token"],
            ["FREEHOLD_AGENTSTREAMS__HEARTBEAT"] = "1s",
            ["FREEHOLD_AGENTSTREAMS__SILENCE"] = "3s",
            ["FREEHOLD_RETRIES__FIRSTPAUSE"] = "100ms",
            ["FREEHOLD_DISPATCH__SWEEP"] = "3s",
        };
        foreach (var (name, value) in _settings)
            environment[name] = value;
        _replicas[port] = Keep(RunningProgram.Start(Repository.Program("Freehold.ControlPlane", "freehold-control-plane"), [], environment));
    }

    public Task ReplicaIsReadyAsync(int port) => Eventually.IsTrueAsync(
        async () => await RestClient.IsReadyAsync(new($"https://127.0.0.1:{port}"), CaFile), TimeSpan.FromSeconds(60), $"the replica at {port} is ready");

    public RunningProgram Replica(int port) => _replicas[port];

    /// <summary>A client of one replica alone.</summary>
    public RestClient ApiOf(int port) => new(new($"https://127.0.0.1:{port}"), CaFile, OwnerToken());

    /// <summary>The time that the replicas get from their database.</summary>
    public DatabaseClock Clock { get; private set; } = null!;

    /// <param name="within">What stands before the program in the command line, if anything.</param>
    public void StartAgent(params IReadOnlyList<string> within)
    {
        IReadOnlyList<string> command = [.. within, Repository.Program("Freehold.Agent", "freehold-agent"), "run"];
        Agent = Keep(RunningProgram.Start(command[0], command.Skip(1), AgentEnvironment()));
    }

    /// <summary>Stops the agent, if one runs; its workers run on.</summary>
    public Task StopAgentAsync() => Agent?.StopAsync() ?? Task.CompletedTask;

    /// <summary>What an agent of this cluster is started with.</summary>
    public Dictionary<string, string> AgentEnvironment()
    {
        var environment = new Dictionary<string, string>
        {
            ["FREEHOLD_CONTROLPLANE__ENDPOINT"] = $"https://127.0.0.1:{ToControlPlane.Port}",
            ["FREEHOLD_CONTROLPLANE__CAFILE"] = CaFile,
            ["FREEHOLD_CONTROLPLANE__TOKENFILE"] = _folder["agent.token"],
            ["FREEHOLD_AGENT__LABEL"] = Stack.AgentLabel,
            ["FREEHOLD_AGENT__STATEDIRECTORY"] = _folder["agent"],
            ["FREEHOLD_EXECUTOR__WORKERPATH"] = Repository.Program("Freehold.Worker", "freehold-worker"),
            ["FREEHOLD_SECRET_TRANSFORM_KEY"] = "a-key-that-is-long-enough-for-this",
        };
        foreach (var (name, value) in AgentSettings)
            environment[name] = value;
        return environment;
    }

    public Task AgentIsConnectedAsync() => Eventually.IsTrueAsync(async () =>
    {
        try
        {
            return await Api.IsConnectedAsync(Stack.AgentLabel);
        }
        catch (HttpRequestException)
        {
            return false; // a replica that is stopping
        }
    }, TimeSpan.FromSeconds(60), "the agent is connected");

    /// <summary>The port of the replica that holds the agent's stream.</summary>
    public async Task<int> PortOfTheAgentsReplicaAsync()
    {
        // Only the replica that holds a stream tells of its session.
        var session = $"{await ScalarAsync("select session_id from agent_sessions")}";
        return Ports.Single(port => _replicas[port].Printed.Contains(session, StringComparison.Ordinal));
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { SearchPath = DatabaseClock.SearchPath });
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Stops PostgreSQL and starts it again; every connection breaks.</summary>
    public async Task RestartPostgresAsync()
    {
        await _postgres.StopAsync(CancellationToken.None);
        await StartPostgresAsync();
        ToDatabase.Targets = [PostgresPort()];
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.CurrentContext.Result.FailCount > 0)
            await KeepPrintedAsync();

        // What a test stalled must not hold up the end.
        ToControlPlane?.GoOn();
        ToDatabase?.GoOn();
        try
        {
            foreach (var program in _started.OrderBy(program => program != Agent))
                await program.DisposeAsync();
        }
        finally
        {
            Api?.Dispose();
            foreach (var network in (TcpForwarder?[])[ToControlPlane, Balancer, ToDatabase])
            {
                if (network is not null)
                    await network.DisposeAsync();
            }

            if (_postgres is not null)
                await _postgres.DisposeAsync();
            _authority.Dispose();
            _folder.Dispose();
        }
    }

    private async Task StartPartsAsync(int replicas)
    {
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
            await File.WriteAllTextAsync(_folder["signing.key"], key.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(CaFile, _authority.Pem);
        await File.WriteAllTextAsync(_folder["server.key"], _authority.KeyPem);

        await StartPostgresAsync();
        ToDatabase = new(PostgresPort());
        Clock = await DatabaseClock.MakeAsync(() => _postgres.ConnectionString);
        Ports = [.. Enumerable.Range(0, replicas).Select(_ => FreePort.Find())];
        Balancer = new(Ports);
        ToControlPlane = new(Ports);
        foreach (var port in Ports)
            StartReplica(port);
        foreach (var port in Ports)
            await ReplicaIsReadyAsync(port);

        Api = new(new($"https://127.0.0.1:{Balancer.Port}"), CaFile, OwnerToken());
        await File.WriteAllTextAsync(_folder["agent.token"], await Api.AddAgentAsync(Stack.AgentLabel));
    }

    private async Task StartPostgresAsync() => _postgres = await PostgresServer.StartAsync(
        new() { StateDirectory = _folder["database"], Binaries = BundledPostgres.Folder, Durable = false }, NullLogger.Instance, CancellationToken.None);

    private int PostgresPort() => new NpgsqlConnectionStringBuilder(_postgres.ConnectionString).Port;

    private string OwnerToken() => File.ReadAllText(_folder["owner.token"]).Trim();

    private RunningProgram Keep(RunningProgram program)
    {
        _started.Add(program);
        return program;
    }

    private async Task KeepPrintedAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "test"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, $"end-to-end-{Path.GetFileName(_folder.Path)}.log"), string.Concat(_started.Select(program => program.Printed)));
    }
}
