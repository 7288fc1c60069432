using Freehold.Agent.Connection;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Processes;
using Freehold.Agent.Journal;
using Freehold.Hosting;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Startup;

/// <summary>What must be there before anything runs; what is not is told in one sentence and ends the start.</summary>
internal static class StartCheck
{
    /// <exception cref="StartRefusedException">Something is not there.</exception>
    public static void Run(IServiceProvider services)
    {
        var log = services.GetRequiredService<ILogger<StateDirectory>>();
        var executor = services.GetRequiredService<IOptions<ExecutorOptions>>().Value;
        var agent = services.GetRequiredService<IOptions<AgentOptions>>().Value;

        if (WorkerProgram.Find(executor.WorkerPath) is not { } worker)
        {
            throw new StartRefusedException(ExitCodes.Configuration, executor.WorkerPath is { } path
                ? $"Executor:WorkerPath: there is no program {path}."
                : "There is no freehold-worker beside the agent's program or in PATH; set Executor:WorkerPath.");
        }

        var state = services.GetRequiredService<StateDirectory>();
        ReadJournal(services, state);
        log.Starting(HelloMessage.ProgramVersion, agent.Label!, Path.GetDirectoryName(state.Journal)!, worker);
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
