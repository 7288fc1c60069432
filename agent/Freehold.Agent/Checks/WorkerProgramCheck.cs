using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Processes;
using Freehold.JobContract.Checks;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Checks;

/// <summary>The worker program, where workers are processes.</summary>
internal sealed class WorkerProgramCheck(IOptions<ExecutorOptions> options) : ICheck
{
    public Task<IReadOnlyList<CheckFinding>> RunAsync(CheckScope scope, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CheckFinding>>([Look()]);

    public bool IsThere => WorkerProgram.Find(options.Value.WorkerPath) is not null;

    private CheckFinding Look()
    {
        if (options.Value.KindHere is ExecutorKind.Kubernetes)
            return CheckFinding.Skipped(CheckId.Worker, CheckDetail.InCluster);

        return WorkerProgram.Find(options.Value.WorkerPath) is { } program
            ? CheckFinding.Green(CheckId.Worker, program)
            : CheckFinding.Red(CheckId.Worker, CheckDetail.Missing, options.Value.WorkerPath ?? "neither beside the agent nor in PATH");
    }
}
