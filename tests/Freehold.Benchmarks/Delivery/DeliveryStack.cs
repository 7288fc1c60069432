using System.Collections;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Checks;
using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Entitlements;
using Freehold.ControlPlane.Grants;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.JobEvents;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Leases;
using Freehold.ControlPlane.Replicas;
using Freehold.ControlPlane.Submission;
using Freehold.EmbeddedPostgres;
using Freehold.Hosting.Configuration;
using Freehold.Protocol.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Freehold.Benchmarks.Delivery;

/// <summary>The control plane's delivery half on a durable PostgreSQL of its own, with one organization and any number of agents.</summary>
internal sealed class DeliveryStack : IAsyncDisposable
{
    private static readonly Guid Organization = Guid.CreateVersion7();

    private readonly string _state;
    private readonly PostgresServer _server;
    private readonly WebApplication _app;

    private DeliveryStack(string state, PostgresServer server, NpgsqlDataSource source, WebApplication app)
    {
        _state = state;
        _server = server;
        _app = app;
        Source = source;
    }

    public static Guid Project { get; } = Guid.CreateVersion7();

    public NpgsqlDataSource Source { get; }

    public Uri Address => new(_app.Urls.Single());

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<DeliveryStack> StartAsync(CancellationToken cancellationToken)
    {
        var state = Path.Combine(Path.GetTempPath(), $"freehold-bench-{Guid.NewGuid():N}");
        var server = await PostgresServer.StartAsync(new() { StateDirectory = state }, NullLogger.Instance, cancellationToken);
        // Prepared statements, as the control plane has them.
        var source = NpgsqlDataSource.Create(server.ConnectionString + ";Max Auto Prepare=100;Auto Prepare Min Usages=2");
        await new MigrationRunner(source, NullLogger<MigrationRunner>.Instance).RunAsync(Migration.All, cancellationToken);

        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "freehold-control-plane" });
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(source);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddRouting();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<AgentRefusals>();
        builder.Services.AddSingleton<IAgentAuthenticator, LabelIsToken>();
        builder.Services.AddReplicas();
        builder.Services.AddJobDelivery();
        builder.Services.AddSubmission();
        builder.Services.AddEntitlements();
        builder.Services.AddDispatch();
        builder.Services.AddGrants();
        builder.Services.AddChecks();
        builder.Services.AddAgentStreams();
        builder.Services.AddLeases();
        builder.Services.AddJobEvents();
        builder.Services.UseSettings(ProgramSettings.Read("no-such-file.json", new Hashtable(), []));
        var app = builder.Build();
        app.UseRouting();
        app.MapAgentStreams();
        await app.StartAsync(cancellationToken);

        var stack = new DeliveryStack(state, server, source, app);
        await stack.ExecuteAsync($"""
            insert into organizations (id, slug, name) values ('{Organization}', 'bench', 'Bench');
            insert into projects (id, organization_id, slug, name) values ('{Project}', '{Organization}', 'bench', 'Bench');
            """, cancellationToken);
        return stack;
    }

    public async Task<AgentIdentity> NewAgentAsync(string label, CancellationToken cancellationToken)
    {
        var agent = new AgentIdentity(Guid.CreateVersion7(), Organization, label, Guid.CreateVersion7());
        await ExecuteAsync($"""
            insert into agents (id, organization_id, label, created_by) values ('{agent.AgentId}', '{Organization}', '{label}', 'bench');
            insert into agent_tokens (id, agent_id, expires_at) values ('{agent.TokenId}', '{agent.AgentId}', now() + interval '1 day');
            """, cancellationToken);
        return agent;
    }

    /// <summary>Makes a session of the agent without a stream, for claims that nobody is sent.</summary>
    public async Task<ClaimingSession> NewSessionAsync(AgentIdentity agent, int maxConcurrent, CancellationToken cancellationToken)
    {
        var session = Guid.CreateVersion7();
        await ExecuteAsync($$"""
            insert into agent_sessions (agent_id, session_id, control_plane_replica, replica_id, boot_id, agent_version, executor, kinds, max_concurrent, in_use)
            values ('{{agent.AgentId}}', '{{session}}', 'bench', 'r', 'b', '', '', '{}', {{maxConcurrent}}, 0)
            """, cancellationToken);
        return new(agent.AgentId, session, maxConcurrent, new());
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Source.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    private sealed class LabelIsToken(NpgsqlDataSource database) : IAgentAuthenticator
    {
        public async Task<AgentIdentity> AuthenticateAsync(ServerCallContext call, CancellationToken cancellationToken)
        {
            if (call.RequestHeaders.GetValue("authorization") is not { } label)
                throw Refusal.Of(RefusalReason.TokenMissing);

            await using var command = database.CreateCommand("select a.id, t.id from agents a join agent_tokens t on t.agent_id = a.id where label = $1");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = label });
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            if (!await rows.ReadAsync(cancellationToken))
                throw Refusal.Of(RefusalReason.TokenInvalid);
            return new(rows.GetGuid(0), Organization, label, rows.GetGuid(1));
        }
    }
}
