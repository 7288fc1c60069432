using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Reports;
using Freehold.Worker.Run;
using Freehold.Worker.StoreChecks;

namespace Freehold.Worker.Stages;

/// <summary>A job of kind check: it has neither plan nor tasks, and clears away after itself.</summary>
internal sealed class CheckStage(StageContext context) : IStage
{
    /// <inheritdoc/>
    public Task<RunOutcome> RunAsync(CancellationToken stopping) =>
        new StoreCheckRun(context.Request, context.Places.Output, context.Time, context.Log).RunAsync(stopping);

    /// <inheritdoc/>
    public Task CleanUpAsync(RunOutcome outcome, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public WorkerReport ResultOf(RunOutcome outcome) => ResultReports.Of(outcome, context.Counts.Summary());

    /// <inheritdoc/>
    public int ExitCodeOf(Failure failure) => ExitCode.Failed;
}
