using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Inputs;
using Freehold.Worker.Limits;
using Freehold.Worker.Reports;
using Freehold.Worker.Run;
using Freehold.Worker.Tasks;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Stages;

/// <summary>Does one attempt from its plan to its commit, or to its plan alone where the rest is for others.</summary>
/// <param name="context">The attempt.</param>
/// <param name="runBelow">See <see cref="JobPart.Plan"/>; <see cref="long.MaxValue"/> when all is done here.</param>
internal sealed class WholeJob(StageContext context, long? runBelow) : IStage
{
    /// <summary>
    /// 1. Looks whether the job has its output already.
    /// 2. Reads the secrets, and reads or makes the plan.
    /// 3. Takes over what earlier attempts have finished, and has the other tasks done.
    /// 4. Makes the job's files of them, and commits.
    /// </summary>
    public async Task<RunOutcome> RunAsync(CancellationToken stopping)
    {
        var conclusion = new Conclusion(context);
        if (await conclusion.FindCommittedAsync(stopping) is { } earlier) // 1
            return earlier;

        var buckets = new InputBuckets(context.Document.Inputs); // 2
        var plan = await new Planning(context).PlanAsync(buckets, stopping);
        if (!IsDoneHere(plan))
            return new RunOutcome.Planned(plan);

        return await FinishAsync(plan, buckets, conclusion, stopping); // 3, 4
    }

    /// <summary>Steps 3 and 4, of a plan that is there.</summary>
    internal async Task<RunOutcome> FinishAsync(JobPlan plan, InputBuckets buckets, Conclusion conclusion, CancellationToken stopping)
    {
        var share = EngineShare.Of(context.Document, plan.Tasks.Count, context.Container);
        var work = JobWorks.For(context.Document, share);
        context.Log.Planned(plan.Tasks.Count, share.ParallelTasks, share.Threads, share.MemoryBytes / (1024 * 1024));

        var progress = new JobProgress([.. plan.Tasks.Select(task => task.Bytes)]);
        var tasks = new TaskReports(context.Reports, plan.Tasks.Count);
        using var ended = new CancellationTokenSource();
        var reportingEnds = new ProgressReports(context.Reports, MemoryPeak.OfThisProcess(), context.Time).ReportUntilAsync(progress, tasks, ended.Token);
        try
        {
            var records = await new Execution(context, buckets, work, share).FinishAsync(plan, progress, tasks, stopping);
            return await conclusion.CommitAsync(plan, records, work, progress, stopping);
        }
        finally
        {
            await ended.CancelAsync();
            await reportingEnds;
        }
    }

    /// <inheritdoc/>
    public async Task CleanUpAsync(RunOutcome outcome, CancellationToken cancellationToken)
    {
        var sweep = context.Places.Sweep;
        if (outcome is RunOutcome.Succeeded { Committed.Manifest: var manifest })
            await sweep.AfterCommitAsync(manifest, cancellationToken);
        else if (outcome is RunOutcome.Planned)
            return;
        else if (outcome is RunOutcome.Failed { Failure: var failure } && context.Request.IsFollowedByAnother(failure))
            context.Log.LeftForNext();
        else if (await context.Places.Output.ReadManifestAsync(cancellationToken) is { } other)
            await sweep.AfterCommitAsync(other, cancellationToken);
        else
            await sweep.AfterEndWithoutCommitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public WorkerReport ResultOf(RunOutcome outcome) => ResultReports.Of(outcome, context.Counts.Summary());

    /// <inheritdoc/>
    public int ExitCodeOf(Failure failure) => ExitCode.Failed;

    private bool IsDoneHere(JobPlan plan) =>
        runBelow is { } limit && (plan.Tasks.Count == 1 || plan.Tasks.Sum(task => task.Bytes) <= limit);
}
