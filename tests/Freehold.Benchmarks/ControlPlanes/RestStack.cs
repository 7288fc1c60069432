using System.Collections;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Freehold.ControlPlane;
using Freehold.ControlPlane.Endpoint;
using Freehold.ControlPlane.Replicas;
using Freehold.EmbeddedPostgres;
using Freehold.Hosting.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Freehold.Benchmarks.ControlPlanes;

/// <summary>Whole control planes in this process, over TLS, on one durable PostgreSQL of their own.</summary>
internal sealed class RestStack : IAsyncDisposable
{
    private readonly string _state;
    private readonly PostgresServer _server;
    private readonly List<WebApplication> _replicas = [];
    private readonly List<HttpClient> _clients = [];
    private X509Certificate2 _authority = null!;

    private RestStack(string state, PostgresServer server)
    {
        _state = state;
        _server = server;
        Source = NpgsqlDataSource.Create(server.ConnectionString + ";Max Auto Prepare=100;Auto Prepare Min Usages=2");
    }

    /// <summary>For what the control planes are compared with, on the same server; statements are prepared, as theirs are.</summary>
    public NpgsqlDataSource Source { get; }

    public static async Task<RestStack> StartAsync(int replicas, CancellationToken cancellationToken)
    {
        var state = Path.Combine(Path.GetTempPath(), $"freehold-bench-{Guid.NewGuid():N}");
        var server = await PostgresServer.StartAsync(new() { StateDirectory = Path.Combine(state, "postgres") }, NullLogger.Instance, cancellationToken);
        var stack = new RestStack(state, server);
        new PrivateAuthority(state, TimeProvider.System).ServerCertificate(["127.0.0.1"]).Dispose();
        stack._authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(state, "ca.pem"));
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
            await File.WriteAllTextAsync(Path.Combine(state, "signing.key"), key.ExportPkcs8PrivateKeyPem(), cancellationToken);
        for (var i = 0; i < replicas; i++)
            await stack.StartReplicaAsync(cancellationToken);
        return stack;
    }

    /// <summary>A client of one replica, as the owner.</summary>
    public HttpClient Client(int replica) => _clients[replica];

    public Uri Address(int replica) => _replicas[replica].Services.GetRequiredService<BoundAddress>().Listening;

    /// <summary>A handler that trusts the control planes.</summary>
    public SocketsHttpHandler NewHandler()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_authority);
        return new() { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
    }

    /// <summary>Adds an agent and connects it to a replica.</summary>
    public async Task<WorkingAgent> ConnectAgentAsync(int replica, string label, int maxConcurrent, CancellationToken cancellationToken)
    {
        using var added = await Client(0).PostAsync(new Uri("/api/v1/agents", UriKind.Relative), JsonContent.Create(new { label }), cancellationToken);
        added.EnsureSuccessStatusCode();
        var token = (string)JsonNode.Parse(await added.Content.ReadAsStringAsync(cancellationToken))!["token"]!;
        return await WorkingAgent.ConnectAsync(Address(replica), NewHandler(), label, token, maxConcurrent, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        foreach (var replica in _replicas)
        {
            await replica.StopAsync();
            await replica.DisposeAsync();
        }

        _authority.Dispose();
        await Source.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    private async Task StartReplicaAsync(CancellationToken cancellationToken)
    {
        string[] settings =
        [
            $"--Database:ConnectionString={_server.ConnectionString};Maximum Pool Size=40",
            $"--Database:StateDirectory={_state}",
            "--Endpoint:Listen=https://127.0.0.1:0",
            $"--Endpoint:Certificate={Path.Combine(_state, "server.pem")}",
            $"--Endpoint:Key={Path.Combine(_state, "server.key")}",
            $"--Identity:SigningKeyFile={Path.Combine(_state, "signing.key")}",
        ];
        var replica = await ControlPlaneHost.StartAsync(
            ProgramSettings.Read("no-such-file.json", new Hashtable(), settings), cancellationToken,
            services => services.RemoveAll<ILoggerProvider>());
        _replicas.Add(replica);
        await replica.Services.GetRequiredService<NoticeListener>().Listening.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);

        var client = new HttpClient(NewHandler()) { BaseAddress = Address(_replicas.Count - 1) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await File.ReadAllTextAsync(Path.Combine(_state, "owner.token"), cancellationToken)).Trim());
        _clients.Add(client);
    }
}
