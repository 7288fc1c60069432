using Freehold.ControlPlane.Agents;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.Checks;
using Freehold.ControlPlane.Correlation;
using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Dispatch;
using Freehold.ControlPlane.Endpoint;
using Freehold.ControlPlane.Entitlements;
using Freehold.ControlPlane.Grants;
using Freehold.ControlPlane.Health;
using Freehold.ControlPlane.Identity;
using Freehold.ControlPlane.JobEvents;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Leases;
using Freehold.ControlPlane.OpenApi;
using Freehold.ControlPlane.Problems;
using Freehold.ControlPlane.Replicas;
using Freehold.ControlPlane.RestApi;
using Freehold.ControlPlane.Submission;
using Freehold.ControlPlane.Waits;
using Freehold.Hosting.Configuration;
using Freehold.Hosting.Logs;
using Freehold.Hosting.Traces;

namespace Freehold.ControlPlane;

/// <summary>The control plane put together: one line a slice.</summary>
internal static class ControlPlaneHost
{
    /// <summary>Starts the control plane; it answers requests when the task ends. Disposing the result stops everything.</summary>
    /// <param name="configure">Tests replace services here; nothing else does.</param>
    /// <exception cref="Hosting.StartRefusedException">It cannot start; the message tells a person why.</exception>
    public static async Task<WebApplication> StartAsync(
        ProgramSettings settings, CancellationToken cancellationToken, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "freehold-control-plane" });
        builder.WebHost.UseKestrel();

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddFreeholdLogs();
        builder.Services.AddFreeholdTraces("freehold-control-plane", "Microsoft.AspNetCore", "Npgsql");
        builder.Services.AddEndpoint();
        builder.Services.AddDatabase();
        builder.Services.AddReplicas();
        builder.Services.AddIdentity();
        builder.Services.AddEntitlements();
        builder.Services.AddAgents();
        builder.Services.AddSubmission();
        builder.Services.AddJobs();
        builder.Services.AddWaits();
        builder.Services.AddJobDelivery();
        builder.Services.AddProblems();
        builder.Services.AddRestApi();
        builder.Services.AddOpenApiDocument();
        builder.Services.AddHealth();
        builder.Services.AddDispatch();
        builder.Services.AddGrants();
        builder.Services.AddChecks();
        builder.Services.AddAgentStreams();
        builder.Services.AddJobEvents();
        builder.Services.AddLeases();
        configure?.Invoke(builder.Services);
        builder.Services.UseSettings(settings);

        var app = builder.Build();
        try
        {
            await app.Services.StartDatabaseAsync(cancellationToken);
            await app.Services.PrepareIdentityAsync(cancellationToken);
            await app.Services.GetRequiredService<EntitlementFile>().InstallAsync(cancellationToken);

            app.UseCorrelation();
            app.UseProblems();
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapRestApi();
            app.MapOpenApi();
            app.MapHealth();
            app.MapAgentStreams();

            await app.StartOnEndpointAsync(cancellationToken);
            return app;
        }
        catch
        {
            // A database of our own may be running by now.
            await app.DisposeAsync();
            throw;
        }
    }
}
