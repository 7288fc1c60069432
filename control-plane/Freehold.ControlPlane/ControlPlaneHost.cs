using Freehold.ControlPlane.Database;
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

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddFreeholdLogs();
        builder.Services.AddFreeholdTraces("freehold-control-plane", "Microsoft.AspNetCore", "Npgsql");
        builder.Services.AddDatabase();
        configure?.Invoke(builder.Services);
        builder.Services.UseSettings(settings);

        builder.WebHost.UseKestrel();
        builder.Services.AddRouting();

        var app = builder.Build();
        try
        {
            await app.Services.StartDatabaseAsync(cancellationToken);
            await app.StartAsync(cancellationToken);
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
