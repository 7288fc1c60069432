using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Freehold.Benchmarks.Transforms;
using Freehold.ControlPlane.Endpoint;
using Freehold.ControlPlane.Identity;
using Freehold.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.Benchmarks.Scale;

/// <summary>
/// The real program of the control plane on a durable PostgreSQL of its own, thousands of agents that it knows, and the bare
/// gateway; one of both servers at a time, at one address.
/// </summary>
internal sealed class ScaleStack : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _state;
    private readonly PostgresServer _postgres;
    private readonly ECDsa _signingKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly HttpClient _probe;
    private LeashedProcess? _server;

    private ScaleStack(string state, PostgresServer postgres)
    {
        _state = state;
        _postgres = postgres;
        Source = NpgsqlDataSource.Create(postgres.ConnectionString);
        Address = new($"https://127.0.0.1:{FreePort()}");

        new PrivateAuthority(state, TimeProvider.System).ServerCertificate(["127.0.0.1"]).Dispose();
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(AuthorityFile);
        _probe = new(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public string StateDirectory => _state;

    public NpgsqlDataSource Source { get; }

    public string AuthorityFile => Path.Combine(_state, "ca.pem");

    /// <summary>The server that runs.</summary>
    public LeashedProcess Server => _server ?? throw new InvalidOperationException("no server runs");

    /// <summary>Which of both it is.</summary>
    public bool RunsControlPlane { get; private set; }

    /// <summary>Time of the database's processes so far.</summary>
    public TimeSpan PostgresProcessor => ProcessUsage.OfPostgres(_postgres.DataDirectory);

    /// <summary>Asks as the owner of the organization.</summary>
    public HttpClient Client => _probe;

    public static async Task<ScaleStack> StartAsync(CancellationToken cancellationToken)
    {
        var state = Path.Combine(Path.GetTempPath(), $"freehold-bench-{Guid.NewGuid():N}");
        var postgres = await PostgresServer.StartAsync(
            new() { StateDirectory = Path.Combine(state, "postgres") }, NullLogger.Instance, cancellationToken);
        var stack = new ScaleStack(state, postgres);
        await File.WriteAllTextAsync(stack.InState("signing.key"), stack._signingKey.ExportPkcs8PrivateKeyPem(), cancellationToken);
        return stack;
    }

    /// <summary>Starts the program, also again; it answers when this is over.</summary>
    public async Task StartControlPlaneAsync(CancellationToken cancellationToken)
    {
        _server = await LeashedProcess.StartAsync([BuiltProgram.Of("Freehold.ControlPlane", "freehold-control-plane")], new Dictionary<string, string>
        {
            ["FREEHOLD_DATABASE__CONNECTIONSTRING"] = _postgres.ConnectionString,
            ["FREEHOLD_DATABASE__STATEDIRECTORY"] = _state,
            ["FREEHOLD_ENDPOINT__LISTEN"] = Address.ToString().TrimEnd('/'),
            ["FREEHOLD_ENDPOINT__CERTIFICATE"] = InState("server.pem"),
            ["FREEHOLD_ENDPOINT__KEY"] = InState("server.key"),
            ["FREEHOLD_IDENTITY__SIGNINGKEYFILE"] = InState("signing.key"),
        }, InState("control-plane.log"), cancellationToken);
        RunsControlPlane = true;
        await AnswersAsync("/readyz", cancellationToken);
        _probe.DefaultRequestHeaders.Authorization ??= new AuthenticationHeaderValue(
            "Bearer", (await File.ReadAllTextAsync(InState("owner.token"), cancellationToken)).Trim());
    }

    /// <summary>Starts the bare gateway.</summary>
    public async Task StartBareGatewayAsync(CancellationToken cancellationToken)
    {
        _server = await LeashedProcess.StartAsync(
            [Environment.ProcessPath!, BareGateway.Verb, Address.ToString(), InState("server.pem"), InState("server.key")],
            // As the control plane is set.
            new Dictionary<string, string> { ["DOTNET_gcServer"] = "0" }, InState("bare-gateway.log"), cancellationToken);
        RunsControlPlane = false;
        await AnswersAsync("/", cancellationToken);
    }

    /// <summary>Ends the server that runs.</summary>
    public async Task StopServerAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _server = null;
    }

    /// <summary>Adds agents, each with a token, all in one transaction. The control plane has to have been started once.</summary>
    public async Task<IReadOnlyList<ScaleAgent>> AddAgentsAsync(int number, CancellationToken cancellationToken)
    {
        var jwt = new Es256Jwt(_signingKey);
        var issuer = new AgentTokenIssuer(jwt, Options.Create(new IdentityOptions()), TimeProvider.System);
        await using var connection = await Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var find = new NpgsqlCommand("select id from organizations", connection);
        var organization = (Guid)(await find.ExecuteScalarAsync(cancellationToken))!;

        var agents = new List<ScaleAgent>(number);
        for (var i = 0; i < number; i++)
        {
            var (id, label) = (Guid.CreateVersion7(), $"agent-{i}");
            await using var add = new NpgsqlCommand("insert into agents (id, organization_id, label, created_by) values ($1, $2, $3, 'bench')", connection);
            add.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            add.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organization });
            add.Parameters.Add(new NpgsqlParameter<string> { TypedValue = label });
            await add.ExecuteNonQueryAsync(cancellationToken);
            agents.Add(new(label, (await issuer.IssueAsync(connection, id, organization, label, cancellationToken)).Token));
        }

        await transaction.CommitAsync(cancellationToken);
        return agents;
    }

    public async ValueTask DisposeAsync()
    {
        await StopServerAsync();
        _probe.Dispose();
        _signingKey.Dispose();
        await Source.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    private async Task AnswersAsync(string path, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        while (true)
        {
            try
            {
                // Whatever the bare gateway answers: its request never ends.
                using var answer = await _probe.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, over.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (!ProcessUsage.HasEnded(Server.Id))
            {
                // It does not listen yet.
            }

            await Task.Delay(20, over.Token);
        }
    }

    private string InState(string name) => Path.Combine(_state, name);

    // Taken again by each server in turn.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
