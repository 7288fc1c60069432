using Freehold.JobContract.Failures;
using Freehold.JobContract.Tasks;
using Freehold.Protocol.V1;
using Freehold.Worker.Reports;
using Freehold.Worker.Run;
using Freehold.Worker.Tasks;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Stages;

/// <summary>
/// Does the tasks of one index, each to its record, in a child: what takes the child down is known here, and recorded. Done again, it
/// finds what is done.
/// </summary>
/// <param name="context">The attempt.</param>
/// <param name="part">Which index, and which try of it.</param>
internal sealed class IndexStage(StageContext context, JobPart.OneIndex part) : IStage
{
    private TaskReports? _tasks;
    private PlannedTask? _first;

    /// <summary>
    /// 1. Looks whether the job has its output already: then there is nothing to do.
    /// 2. Reads the plan.
    /// 3. Does those of its tasks that have no record yet, one after another.
    /// </summary>
    public async Task<RunOutcome> RunAsync(CancellationToken stopping)
    {
        var (document, places) = (context.Document, context.Places);
        if (await places.Output.FindCommittedAsync(document.Digest, stopping) is { } committed) // 1
        {
            context.Log.FoundCommitted(committed.Manifest.Attempt);
            return new RunOutcome.IndexDone();
        }

        var plan = await places.Store.ReadPlanAsync(document.Digest, stopping) // 2
            ?? throw new JobFailedException(new Failure { Code = FailureCode.InputMissing, Detail = FailureDetail.NotFound, ObjectName = places.Store.PlanName });
        var mine = plan.Tasks.Take(TaskIndexes.Of(part.Index, plan.Tasks.Count)).ToList();
        _first = mine.FirstOrDefault();
        _tasks = new TaskReports(context.Reports, plan.Tasks.Count) { Most = int.MaxValue };

        var open = new List<PlannedTask>(); // 3
        foreach (var task in mine)
        {
            if (await places.Store.FindAsync(task.Index, stopping) is { } record)
                _tasks.Ended(task, record);
            else
                open.Add(task);
        }

        var share = EngineShare.Of(document, 1, context.Container);
        context.Log.IndexBegins(part.Index, part.Try, mine.Count, open.Count);
        var progress = new JobProgress([.. plan.Tasks.Select(task => task.Bytes)]);
        var tasks = new JobTasks(context.Request, new TaskTries(part.Try, InThisProcess: false), places.Store, progress, _tasks, context.Counts, context.Time, context.Log);
        await tasks.RunAsync(open, new TaskLanes(context).OfChildren(Math.Min(1, open.Count), share), stopping);
        return new RunOutcome.IndexDone();
    }

    /// <inheritdoc/>
    /// <remarks>A failure for good is left for the process that concludes: it is what the job fails with.</remarks>
    public Task CleanUpAsync(RunOutcome outcome, CancellationToken cancellationToken) =>
        outcome is RunOutcome.Failed { Failure: var failure } && !IsTriedAgain(failure)
            ? context.Places.Store.PutFailureAsync(part.Index, failure, cancellationToken)
            : Task.CompletedTask;

    /// <inheritdoc/>
    public WorkerReport ResultOf(RunOutcome outcome)
    {
        var changed = _tasks?.TakeAll() ?? [];
        var isTold = changed.Any(task => task.State is TaskState.Failed or TaskState.Retrying);
        if (outcome is RunOutcome.Failed { Failure: var failure } && !isTold)
        {
            // What failed was no task: the plan, the store. It is told of the first, since somebody has to have it.
            var task = _first ?? new PlannedTask(part.Index, 0, failure.ObjectName, 0, "");
            var reports = new TaskReports(context.Reports, tasks: 1) { Most = int.MaxValue };
            reports.Ended(task, IsTriedAgain(failure) ? TaskState.Retrying : TaskState.Failed, part.Try, failure);
            changed = [.. changed.Where(each => each.Index != (uint)task.Index), .. reports.TakeAll()];
        }

        return BoundedTasks.Of(changed);
    }

    /// <inheritdoc/>
    public int ExitCodeOf(Failure failure) => IsTriedAgain(failure) ? ExitCode.TryAgain : ExitCode.FailedForGood;

    private bool IsTriedAgain(Failure failure) => part.Try <= context.Document.Retries && TaskFailures.IsWorthRetrying(failure);
}
