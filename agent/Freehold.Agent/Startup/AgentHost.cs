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

        // 1. Make what says which replica leads: it outlives each time of leading.
        using var program = Build(read, _ => { });
        StartCheck.FindWorker(program.Services);
        var leadership = program.Services.GetRequiredService<ILeadership>();

        // 2. Wait until this one leads, where others may.
        while (!StandsBy(program.Services) || await StandByUntilLeadingAsync(leadership, read, stopping))
        {
            // 3. Lead, with parts made for this time: what one remembers of an earlier time may be wrong by now.
            using var leader = Build(read, services => services.Lead(leadership));
            StartCheck.Run(leader.Services);
            await leader.RunUntilStoppedAsync(stopping);

            // 4. Begin anew if the lead was lost, and not given back.
            if (!leadership.Term.HasLapsed || stopping.IsCancellationRequested)
                return;
        }
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

    private static bool StandsBy(IServiceProvider services) =>
        services.GetRequiredService<IOptions<AgentOptions>>().Value.Standby
        || services.GetRequiredService<IOptions<ExecutorOptions>>().Value.KindHere is ExecutorKind.Kubernetes;

    /// <returns>Whether this replica leads; else it was stopped from outside.</returns>
    private static async Task<bool> StandByUntilLeadingAsync(ILeadership leadership, ProgramSettings settings, CancellationToken stopping)
    {
        while (!await leadership.TryLeadAsync(stopping))
        {
            using var standby = Build(settings, services => services.StandBy(leadership));
            var watch = standby.Services.GetRequiredService<LeadershipWatch>();
            var options = standby.Services.GetRequiredService<IOptions<AgentOptions>>().Value;
            standby.Services.GetRequiredService<ILogger<LeadershipWatch>>().StandsBy(options.ReplicaName);
            await standby.RunUntilStoppedAsync(stopping);
            if (!watch.Leads || stopping.IsCancellationRequested)
                return false;
        }

        return true;
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
