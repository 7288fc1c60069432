using Freehold.JobContract.Failures;
using Freehold.Worker.Inputs;
using Freehold.Worker.Reports;
using Freehold.Worker.Run;
using Freehold.Worker.Tasks;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Stages;

/// <summary>Has those tasks of a plan done that have no record yet, in this process and its children.</summary>
internal sealed class Execution(StageContext context, InputBuckets buckets, IJobWork work, EngineShare share)
{
    // Of files that an attempt which ends late deletes while this one counts on them. Each round does them anew; nobody deletes for ever.
    private const int MostRounds = 3;

    /// <summary>Takes over what is finished, and has the rest done.</summary>
    /// <param name="plan">The job's plan.</param>
    /// <param name="progress">Told of every task.</param>
    /// <param name="reported">Told of every task.</param>
    /// <param name="stopping">Ends it.</param>
    /// <returns>A record of every task.</returns>
    /// <exception cref="JobFailedException">A task failed, and the job with it.</exception>
    public async Task<IReadOnlyDictionary<int, TaskRecord>> FinishAsync(
        JobPlan plan, JobProgress progress, TaskReports reported, CancellationToken stopping)
    {
        var (request, places) = (context.Request, context.Places);
        var records = await places.Store.TakeStockAsync(plan, stopping);
        TellOfEarlierAttempts(records.Values.Count(record => record.Attempt != request.Attempt));
        foreach (var record in records.Values)
            Report(plan.Tasks[record.Index], record, progress, reported);

        var tasks = new JobTasks(request, TaskTries.InOneProcess, places.Store, progress, reported, context.Counts, context.Time, context.Log);
        for (var round = 1; ; round++)
        {
            var open = plan.Tasks.Where(task => !records.ContainsKey(task.Index)).ToList();
            var done = await tasks.RunAsync(open, LanesFor(plan, open.Count), stopping);
            records = records.Values.Concat(done).ToDictionary(record => record.Index);

            // Nobody else deletes what this attempt has written.
            if (records.Values.All(record => record.Attempt == request.Attempt))
                return records;
            records = await places.Store.TakeStockAsync(plan, stopping);
            if (records.Count == plan.Tasks.Count)
                return records;
            if (round == MostRounds)
                throw new JobFailedException(new Failure { Code = FailureCode.OutputUnwritable, ObjectName = places.Output.Address });
        }
    }

    private void TellOfEarlierAttempts(int resumed)
    {
        if (resumed > 0)
            context.Log.Resumed(resumed);
        context.Counts.Add(LogCounts.TasksResumed, resumed);
    }

    private IEnumerable<ITaskLane> LanesFor(JobPlan plan, int open)
    {
        var lanes = new TaskLanes(context);
        return plan.Tasks.Count == 1
            ? [lanes.OfThisProcess(work, buckets, share)]
            : lanes.OfChildren(Math.Min(open, share.ParallelTasks), share);
    }

    private static void Report(PlannedTask task, TaskRecord record, JobProgress progress, TaskReports reported)
    {
        if (record.Quarantined is null)
            progress.Finish(task.Index, record.Rows, record.RowsWritten(), record.BytesWritten());
        else
            progress.Quarantine(task.Index);
        reported.Ended(task, record);
    }
}
