using System.Collections.Specialized;
using Freehold.Agent.Assignments;
using Freehold.Agent.Conditions;
using Freehold.Agent.Connection;
using Freehold.Agent.Events;
using Freehold.Agent.Executors;
using Freehold.Agent.Grants;
using Freehold.Agent.Journal;
using Freehold.Agent.Leadership;
using Freehold.Agent.Startup;
using Freehold.Agent.Watchdogs;
using Freehold.Delivery.Tests.Time;
using Freehold.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Freehold.Delivery.Tests.Agents;

/// <summary>One process of an agent: all of the real one, but for its disk, its executor, its network and its clock.</summary>
internal sealed class AgentProcess
{
    private readonly Life _life;
    private readonly IHost _host;

    public AgentProcess(
        AgentSettings settings, Life life, IJournalStorage disk, IExecutor executor, IDialler dialler, TimeProvider time, ILoggerProvider log)
    {
        _life = life;
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.AddProvider(new LivingLog(log, life));
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.AddSingleton(time);
        builder.Services.AddAgentState();
        builder.Services.AddWatchdogs();
        builder.Services.AddEvents();
        builder.Services.AddExecutors();
        builder.Services.AddAssignments();
        builder.Services.AddConditions();
        builder.Services.AddGrants();
        builder.Services.AddControlPlaneConnection();

        // The last one of a kind is the one that counts.
        builder.Services.AddSingleton(disk);
        builder.Services.AddSingleton(executor);
        builder.Services.AddSingleton(dialler);
        builder.Services.UseSettings(ProgramSettings.Read("no-such-file.json", new HybridDictionary(),
        [
            "--controlplane:endpoint=https://control-plane.test", $"--controlplane:token={settings.Token}",
            $"--agent:label={settings.Label}", $"--agent:maxconcurrent={settings.MaxConcurrent}", "--agent:statedirectory=/not/used",
        ]));
        _host = builder.Build();

        // The only replica: nobody else could lead.
        _host.Services.GetRequiredService<LeadTerm>().ExtendForEver();
    }

    /// <summary>What its journal holds.</summary>
    public IReadOnlyCollection<JournaledAttempt> Attempts => _host.Services.GetRequiredService<AttemptJournal>().Attempts;

    public bool IsAlive => _life.IsAlive;

    /// <exception cref="IOException">Its disk refuses.</exception>
    public Task StartAsync()
    {
        // As the program's own check before the start does: a journal that cannot be cleaned is a reason not to start.
        _host.Services.GetRequiredService<AttemptJournal>();
        return _host.StartAsync();
    }

    /// <summary>Stops as it does on SIGTERM. Time has to pass for it.</summary>
    public async Task StopAsync()
    {
        await _host.StopAsync();
        _life.End();
    }

    /// <summary>Ends at once, wherever it is.</summary>
    public void Kill() => _life.End();
}

internal sealed record AgentSettings(string Label, Guid Token, int MaxConcurrent);
