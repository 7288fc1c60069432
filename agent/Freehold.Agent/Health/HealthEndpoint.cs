using Freehold.Agent.Connection;
using Freehold.Agent.Startup;
using Freehold.Hosting.Metrics;
using Freehold.Hosting.Watchdogs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Health;

/// <summary>
/// Answers <c>/healthz</c> (the program runs and gets on; else a restart helps), <c>/readyz</c> (a stream to the control plane is open) and <c>/metrics</c>, if the
/// options name an address. Else nothing of it is even loaded.
/// </summary>
internal sealed class HealthEndpoint(
    ConnectionMetrics connection, LoopWatchdogs watchdogs, IServiceProvider services, IOptions<HealthOptions> options, ILogger<HealthEndpoint> log) : IHostedService, IAsyncDisposable
{
    private WebApplication? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Listen is not { } listen)
            return;

        var metrics = services.GetRequiredService<PrometheusExposition>();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(listen.GetLeftPart(UriPartial.Authority));
        builder.Services.AddRoutingCore();
        // The host's own log: its messages stay with those of the agent.
        builder.Services.AddSingleton(services.GetRequiredService<ILoggerFactory>());

        _server = builder.Build();
        _server.MapGet("/healthz", () => watchdogs.CuredByRestart() is { Count: > 0 } stalled
            ? Results.Text(LoopState.Describe(stalled), statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text("ok"));
        _server.MapGet("/readyz", () => connection.IsConnected
            ? Results.Text("ok")
            : Results.Text("no stream to the control plane is open", statusCode: StatusCodes.Status503ServiceUnavailable));
        _server.MapGet("/metrics", () => Results.Text(metrics.Render(), PrometheusExposition.ContentType));
        await _server.StartAsync(cancellationToken);
        log.HealthServed(_server.Urls.First());
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
            await _server.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
