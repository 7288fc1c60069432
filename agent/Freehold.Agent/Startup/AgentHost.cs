using Freehold.Agent.Assignments;
using Freehold.Agent.Checks;
using Freehold.Agent.Conditions;
using Freehold.Agent.Connection;
using Freehold.Agent.Events;
using Freehold.Agent.Executors;
using Freehold.Agent.Grants;
using Freehold.Agent.Health;
using Freehold.Agent.Leadership;
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
        var read = ProgramSettings.Read(settings);

        // 1. Put together what leads. Nothing of it is made yet: the journal is read by whoever leads, when it leads.
        using var host = Build(read, _ => { });
        StartCheck.FindWorker(host.Services);

        // 2. Wait for that, if the options say so and somebody else does.
        if (host.Services.GetRequiredService<IOptions<AgentOptions>>().Value.Standby
            && !await StandByUntilLeadingAsync(host.Services.GetRequiredService<ILeadership>(), read, stopping))
            return;

        // 3. Lead.
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
        services.AddExecutors();
        services.AddAssignments();
        services.AddConditions();
        services.AddGrants();
        services.AddChecks();
        services.AddHealth();
        services.AddControlPlaneConnection();
        services.AddOptions<HostOptions>().Configure<IOptions<ExecutorOptions>>(
            (host, executor) => host.ShutdownTimeout = executor.Value.StopGrace + StopMargin);
        return services;
    }

    /// <summary>The parts alone, for a program that runs none of them: what is made is made when it is asked for.</summary>
    /// <exception cref="Freehold.Hosting.StartRefusedException">The settings are wrong.</exception>
    public static ServiceProvider Compose(ProgramSettings settings)
    {
        var services = new ServiceCollection();
        services.AddMetrics();
        services.AddFreeholdLogs(toStandardError: true);
        services.AddFreeholdTraces("freehold-agent");
        services.AddAgent();
        services.UseSettings(settings);
        return services.BuildServiceProvider();
    }

    private static async Task<bool> StandByUntilLeadingAsync(ILeadership leadership, ProgramSettings settings, CancellationToken stopping)
    {
        if (await leadership.TryLeadAsync(stopping))
            return true;

        using var standby = Build(settings, services => services.StandBy(leadership));
        var options = standby.Services.GetRequiredService<IOptions<AgentOptions>>().Value;
        standby.Services.GetRequiredService<ILogger<LeadershipWatch>>().StandsBy(options.ReplicaName);
        await standby.RunUntilStoppedAsync(stopping);

        // Stopped because it leads, or from outside.
        return !stopping.IsCancellationRequested && await leadership.TryLeadAsync(stopping);
    }

    private static IHost Build(ProgramSettings settings, Action<IServiceCollection> change)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddFreeholdLogs();
        builder.Services.AddFreeholdTraces("freehold-agent");
        builder.Services.AddAgent();
        change(builder.Services);
        builder.Services.UseSettings(settings);
        return builder.Build();
    }
}
