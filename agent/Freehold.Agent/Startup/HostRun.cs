namespace Freehold.Agent.Startup;

/// <summary>Runs a host so that its end tells how it was.</summary>
internal static class HostRun
{
    /// <summary>Runs until the program is asked to stop, or one of its background services fails.</summary>
    /// <remarks>
    /// What a background service failed of is thrown on: the host alone would log it, stop, and let the process exit with 0,
    /// and a service manager that restarts failed services would let it lie.
    /// </remarks>
    public static async Task RunUntilStoppedAsync(this IHost host, CancellationToken stopping)
    {
        var services = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();

        await host.RunAsync(stopping);

        foreach (var failed in services.Where(service => service.ExecuteTask is { IsFaulted: true }))
            await failed.ExecuteTask!;
    }
}
