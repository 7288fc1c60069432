using System.Collections.Specialized;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Freehold.ControlPlane.Endpoint;
using Freehold.ControlPlane.Tests.Database;
using Freehold.Hosting.Configuration;
using Freehold.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Freehold.ControlPlane.Tests.Startup;

/// <summary>A whole control plane on a real port, with a database of its own, as an operator would configure it.</summary>
internal sealed class RunningControlPlane : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestDatabase? _ownDatabase;
    private readonly TemporaryFolder? _ownFolder;
    private readonly X509Certificate2 _authority;

    private RunningControlPlane(WebApplication app, TestDatabase database, TestDatabase? ownDatabase, TemporaryFolder folder, TemporaryFolder? ownFolder, ErrorLogScope logs)
    {
        _app = app;
        _ownDatabase = ownDatabase;
        _ownFolder = ownFolder;
        Database = database;
        Folder = folder;
        Logs = logs;
        _authority = X509CertificateLoader.LoadCertificateFromFile(folder["ca.pem"]);
        OwnerToken = File.ReadAllText(folder["owner.token"]).Trim();
        Http = ClientFor(OwnerToken);
    }

    public TestDatabase Database { get; }

    /// <summary>Keys, certificates and the owner's token; a second replica is given the same.</summary>
    public TemporaryFolder Folder { get; }

    public ErrorLogScope Logs { get; }

    public string OwnerToken { get; }

    /// <summary>Calls as the owner.</summary>
    public HttpClient Http { get; }

    public Uri Address => _app.Services.GetRequiredService<BoundAddress>().Listening;

    public IServiceProvider Services => _app.Services;

    /// <param name="settings">For example <c>AgentStreams:Silence=3s</c>.</param>
    public static async Task<RunningControlPlane> StartAsync(params string[] settings)
    {
        var database = await MigratedDatabase.CreateAsync();
        var folder = new TemporaryFolder();
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
            await File.WriteAllTextAsync(folder["signing.key"], key.ExportPkcs8PrivateKeyPem());
        new PrivateAuthority(folder.Path, TimeProvider.System).ServerCertificate(["localhost", "127.0.0.1"]).Dispose();

        return await StartAsync(database, database, folder, folder, settings);
    }

    /// <summary>Another replica on the same database.</summary>
    public Task<RunningControlPlane> StartReplicaAsync(params string[] settings) => StartAsync(Database, null, Folder, null, settings);

    /// <summary>A client that trusts the authority; without a token it sends none.</summary>
    public HttpClient ClientFor(string? token)
    {
        var client = new HttpClient(NewHandler()) { BaseAddress = Address, Timeout = TimeLimit.Default };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public SocketsHttpHandler NewHandler()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_authority);
        return new() { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync().InTime();
        await _app.DisposeAsync();
        _authority.Dispose();
        if (_ownDatabase is not null)
            await _ownDatabase.DisposeAsync();
        _ownFolder?.Dispose();
        Logs.Verify();
    }

    private static async Task<RunningControlPlane> StartAsync(
        TestDatabase database, TestDatabase? ownDatabase, TemporaryFolder folder, TemporaryFolder? ownFolder, string[] settings)
    {
        string[] own =
        [
            $"Database:ConnectionString={database.ConnectionString}",
            $"Database:StateDirectory={folder.Path}",
            "Endpoint:Listen=https://127.0.0.1:0",
            $"Endpoint:Certificate={folder["server.pem"]}",
            $"Endpoint:Key={folder["server.key"]}",
            $"Identity:SigningKeyFile={folder["signing.key"]}",
        ];
        var logs = new ErrorLogScope();
        var app = await ControlPlaneHost.StartAsync(
            ProgramSettings.Read("no-such-file.json", new HybridDictionary(), [.. own.Concat(settings).Select(setting => "--" + setting)]),
            CancellationToken.None,
            services =>
            {
                services.RemoveAll<ILoggerProvider>();
                services.AddSingleton<ILoggerProvider>(logs);
            }).InTime();
        return new(app, database, ownDatabase, folder, ownFolder, logs);
    }
}
