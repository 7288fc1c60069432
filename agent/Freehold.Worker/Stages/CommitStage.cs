using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Tasks;
using Freehold.Protocol.V1;
using Freehold.Worker.Inputs;
using Freehold.Worker.Run;
using Freehold.Worker.Tasks;

namespace Freehold.Worker.Stages;

/// <summary>Ends an attempt whose tasks were done elsewhere: commits, or tells what went wrong and clears away.</summary>
/// <param name="context">The attempt.</param>
/// <param name="givenUp">See <see cref="JobPart.Commit"/>.</param>
internal sealed class CommitStage(StageContext context, IReadOnlyDictionary<int, string> givenUp) : IStage
{
    private readonly WholeJob _whole = new(context, runBelow: long.MaxValue);

    /// <summary>
    /// 1. Looks whether the job has its output already.
    /// 2. Fails with the first task of this attempt that has failed for good.
    /// 3. Puts aside what was given up without a word of its own, if the document has bad files put aside.
    /// 4. Does what is left, which is nothing unless somebody has deleted a finished task's files; makes the job's files, and commits.
    /// </summary>
    public async Task<RunOutcome> RunAsync(CancellationToken stopping)
    {
        var conclusion = new Conclusion(context);
        if (await conclusion.FindCommittedAsync(stopping) is { } earlier) // 1
            return earlier;

        var store = context.Places.Store;
        if (await store.FindFailureAsync(stopping) is { } failed) // 2
            throw new JobFailedException(failed.Failure);

        var buckets = new InputBuckets(context.Document.Inputs);
        var plan = await new Planning(context).PlanAsync(buckets, stopping);
        foreach (var (index, code) in givenUp.OrderBy(each => each.Key)) // 3
            await PutAsideAsync(plan, index, code, stopping);

        return await _whole.FinishAsync(plan, buckets, conclusion, stopping); // 4
    }

    /// <inheritdoc/>
    /// <remarks>One that is stopped from outside leaves everything: it may have lost its node, and the next attempt commits what is there.</remarks>
    public Task CleanUpAsync(RunOutcome outcome, CancellationToken cancellationToken) =>
        outcome is RunOutcome.Cancelled ? Task.CompletedTask : _whole.CleanUpAsync(outcome, cancellationToken);

    /// <inheritdoc/>
    public WorkerReport ResultOf(RunOutcome outcome) => _whole.ResultOf(outcome);

    /// <inheritdoc/>
    public int ExitCodeOf(Failure failure) => _whole.ExitCodeOf(failure);

    private async Task PutAsideAsync(JobPlan plan, int index, string code, CancellationToken stopping)
    {
        foreach (var task in plan.Tasks.Take(TaskIndexes.Of(index, plan.Tasks.Count)))
        {
            if (await context.Places.Store.FindAsync(task.Index, stopping) is not null)
                continue;

            var failure = new Failure { Code = code, ObjectName = task.ObjectName };
            if (context.Document.BadFiles is BadFiles.Fail || !TaskFailures.IsOfTheFile(failure))
                throw new JobFailedException(failure);

            context.Log.TaskQuarantined(task.ObjectName, failure.Code, failure.Detail);
            var record = new TaskRecord
            {
                Index = task.Index,
                Attempt = context.Request.Attempt,
                Tries = context.Document.Retries + 1,
                Milliseconds = 0,
                Quarantined = failure,
            };
            await context.Places.Store.PutAsync(record, stopping);
        }
    }
}
