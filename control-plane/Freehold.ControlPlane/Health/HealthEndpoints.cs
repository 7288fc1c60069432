using Freehold.ControlPlane.Database;
using Freehold.Hosting.Metrics;
using Freehold.Hosting.Watchdogs;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Freehold.ControlPlane.Health;

internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddHealth(this IServiceCollection services) =>
        services.AddSingleton<LoopMetrics>().AddSingleton(_ => new PrometheusExposition(
            "Freehold.*", "Npgsql", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"));

    /// <summary>For probes and Prometheus; they tell nothing that needs a token.</summary>
    public static void MapHealth(this WebApplication app)
    {
        // Made now, so that it counts from the first request on.
        app.Services.GetRequiredService<PrometheusExposition>();
        app.Services.GetRequiredService<LoopMetrics>();

        app.MapGet("/healthz", Alive).ExcludeFromDescription();
        app.MapGet("/readyz", ReadyAsync).ExcludeFromDescription();
        app.MapGet("/metrics", (PrometheusExposition metrics) => TypedResults.Text(metrics.Render(), PrometheusExposition.ContentType))
            .ExcludeFromDescription();
    }

    // A process that answers while its work stands still is the one that probes are for.
    private static ContentHttpResult Alive(LoopWatchdogs watchdogs) => watchdogs.CuredByRestart() is { Count: > 0 } stalled
        ? TypedResults.Text(LoopState.Describe(stalled), statusCode: StatusCodes.Status503ServiceUnavailable)
        : TypedResults.Text("ok\n");

    // Migrations run before the first request is taken, so a database that answers is a migrated one.
    private static async Task<IResult> ReadyAsync(NpgsqlDataSource database, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(either.Token);
            return TypedResults.Text("ready\n");
        }
        catch (Exception e) when (DatabaseOutage.IsCauseOf(e) || (e is OperationCanceledException && patience.IsCancellationRequested))
        {
            return TypedResults.Text("the database does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
