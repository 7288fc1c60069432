using Freehold.Agent.Connection;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Executors.Processes;
using Freehold.Agent.Journal;
using Freehold.Hosting;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Startup;

/// <summary>What must be there before anything runs; what is not is told in one sentence and ends the start.</summary>
internal static class StartCheck
{
    /// <summary>Also for one that stands by: it had better be told before it has to lead.</summary>
    /// <returns>The worker program, or the image in a cluster.</returns>
    /// <exception cref="StartRefusedException">There is none.</exception>
    public static string FindWorker(IServiceProvider services)
    {
        var executor = services.GetRequiredService<IOptions<ExecutorOptions>>().Value;
        if (executor.KindHere is ExecutorKind.Kubernetes)
            return services.GetRequiredService<IOptions<WorkerOptions>>().Value.Image!;

        return WorkerProgram.Find(executor.WorkerPath) ?? throw new StartRefusedException(ExitCodes.Configuration, executor.WorkerPath is { } path
            ? $"Executor:WorkerPath: there is no program {path}."
            : "There is no freehold-worker beside the agent's program or in PATH; set Executor:WorkerPath.");
    }

    /// <summary>For one that leads: from here on the state directory and the journal are its own.</summary>
    /// <exception cref="StartRefusedException">Something is not there, or another process has it.</exception>
    public static void Run(IServiceProvider services)
    {
        var worker = FindWorker(services);
        var agent = services.GetRequiredService<IOptions<AgentOptions>>().Value;

        // In a cluster nothing of it is on disk.
        if (services.GetRequiredService<IOptions<ExecutorOptions>>().Value.KindHere is not ExecutorKind.Kubernetes)
            ReadJournal(services, services.GetRequiredService<StateDirectory>());

        services.GetRequiredService<ILogger<StateDirectory>>()
            .Starting(HelloMessage.ProgramVersion, agent.Label!, Path.GetFullPath(agent.StateDirectory!), worker);
    }

    private static void ReadJournal(IServiceProvider services, StateDirectory state)
    {
        try
        {
            services.GetRequiredService<AttemptJournal>();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StartRefusedException(ExitCodes.Unavailable, $"The journal {state.Journal} cannot be read or written: {e.Message}");
        }
    }
}
