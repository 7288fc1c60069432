using Freehold.Agent.Assignments;
using Freehold.Agent.Conditions;
using Freehold.Agent.Connection;
using Freehold.Agent.Events;
using Freehold.Agent.Executors;
using Freehold.Agent.Health;
using Freehold.Agent.Watchdogs;
using Freehold.Hosting.Configuration;
using Freehold.Hosting.Logs;
using Freehold.Hosting.Traces;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Startup;

/// <summary>Puts the agent together and runs it.</summary>
internal static class AgentHost
{
    // Beyond what workers may take to stop: goodbye to the control plane, and their last events.
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(20);

    /// <param name="settings">The command line without the verb.</param>
    /// <exception cref="Freehold.Hosting.StartRefusedException">The configuration or the machine does not allow a start.</exception>
    public static async Task RunAsync(IReadOnlyList<string> settings, CancellationToken stopping)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddFreeholdLogs();
        builder.Services.AddFreeholdTraces("freehold-agent");
        builder.Services.AddAgent();
        builder.Services.UseSettings(ProgramSettings.Read(settings));

        using var host = builder.Build();
        StartCheck.Run(host.Services);
        await host.RunUntilStoppedAsync(stopping);
    }

    /// <summary>Every part of the agent, in the order of its start; they stop in reverse.</summary>
    public static IServiceCollection AddAgent(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddAgentState();
        services.AddWatchdogs();
        services.AddEvents();
        services.AddProcessExecutor();
        services.AddAssignments();
        services.AddConditions();
        services.AddHealth();
        services.AddControlPlaneConnection();
        services.AddOptions<HostOptions>().Configure<IOptions<ExecutorOptions>>(
            (host, executor) => host.ShutdownTimeout = executor.Value.StopGrace + StopMargin);
        return services;
    }
}
