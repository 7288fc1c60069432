using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Run;

namespace Freehold.Worker.Stages;

/// <summary>Clears away after an attempt that was stopped while its tasks were done elsewhere. An output that was committed stays.</summary>
internal sealed class AbandonStage(StageContext context) : IStage
{
    private readonly WholeJob _whole = new(context, runBelow: long.MaxValue);

    /// <inheritdoc/>
    public async Task<RunOutcome> RunAsync(CancellationToken stopping) =>
        await new Conclusion(context).FindCommittedAsync(stopping) ?? new RunOutcome.Cancelled();

    /// <inheritdoc/>
    public Task CleanUpAsync(RunOutcome outcome, CancellationToken cancellationToken) => _whole.CleanUpAsync(outcome, cancellationToken);

    /// <inheritdoc/>
    public WorkerReport ResultOf(RunOutcome outcome) => _whole.ResultOf(outcome);

    /// <inheritdoc/>
    public int ExitCodeOf(Failure failure) => _whole.ExitCodeOf(failure);
}
