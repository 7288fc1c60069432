using System.Collections.Specialized;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Checks;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Entitlements;
using Freehold.ControlPlane.Grants;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.JobEvents;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Leases;
using Freehold.ControlPlane.Replicas;
using Freehold.ControlPlane.Submission;
using Freehold.Hosting.Configuration;
using Freehold.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Freehold.ControlPlane.Tests.AgentStreams;

/// <summary>One replica of the control plane's delivery half on a real Kestrel: everything but REST, TLS and the signing of tokens.</summary>
internal sealed class DeliveryHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly NpgsqlDataSource _source;

    private DeliveryHost(WebApplication app, NpgsqlDataSource source)
    {
        _app = app;
        _source = source;
    }

    public Uri Address => new(_app.Urls.Single());

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Starts on a port of its own. Settings look like <c>AgentStreams:Silence=3s</c>.</summary>
    public static async Task<DeliveryHost> StartAsync(TestDatabase database, ErrorLogScope logs, params string[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "freehold-control-plane" });
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));

        // As in the control plane: a pool that does not grow with the number of agents.
        var source = NpgsqlDataSource.Create(database.ConnectionString);
        builder.Services.AddSingleton(source);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ILoggerFactory>(LoggerFactory.Create(logging => logging.AddProvider(logs)));
        builder.Services.AddRouting();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<AgentRefusals>();
        builder.Services.AddSingleton<IAgentAuthenticator, PlainTokens>();
        builder.Services.AddReplicas();
        builder.Services.AddJobDelivery();
        builder.Services.AddSubmission();
        builder.Services.AddEntitlements();
        builder.Services.AddDispatch();
        builder.Services.AddGrants();
        builder.Services.AddChecks();
        builder.Services.AddAgentStreams();
        builder.Services.AddJobEvents();
        builder.Services.AddLeases();

        // Retries are quick, and no test passes by the sweep, unless it says otherwise.
        string[] usual = ["Retries:FirstPause=10ms", "Retries:LongestPause=20ms", "Dispatch:Sweep=1h"];
        builder.Services.UseSettings(ProgramSettings.Read(
            "no-such-file.json", new HybridDictionary(), [.. usual.Concat(settings).Select(setting => "--" + setting)]));

        var app = builder.Build();
        app.UseRouting();
        app.MapAgentStreams();
        await app.StartAsync();
        return new(app, source);
    }

    /// <summary>Stops as a host does on SIGTERM.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().InTime();
        await _app.DisposeAsync();
        await _source.DisposeAsync();
    }
}
