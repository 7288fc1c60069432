using System.Globalization;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.Worker.Children;
using Freehold.Worker.Inputs;
using Freehold.Worker.Limits;
using Freehold.Worker.Output;
using Freehold.Worker.Profile;
using Freehold.Worker.Reports;
using Freehold.Worker.Tasks;
using Freehold.Worker.Transform;
using Microsoft.Extensions.Logging;

namespace Freehold.Worker.Run;

/// <summary>Coordinates one attempt at a job: plans it, has its tasks done, and commits what became of them.</summary>
internal sealed class JobRun(
    RunRequest request, AttemptPlaces places, ProgressReports reporting, ReportWriter reports, LogCounts counts, TimeProvider time, ILogger log)
{
    // Of files that an attempt which ends late deletes while this one counts on them. Each round does them anew; nobody deletes for ever.
    private const int MostRounds = 3;

    private static readonly TimeSpan HasteLimit = TimeSpan.FromSeconds(1);

    private readonly JobDocument _document = request.Document;
    private readonly Container _container = Container.OfThisProcess();

    /// <summary>
    /// 1. Looks whether the job has its output already.
    /// 2. Reads the secrets, and reads or makes the plan.
    /// 3. Takes over what earlier attempts have finished.
    /// 4. Has the other tasks done.
    /// 5. Makes the job's files of them, and commits all at once, unless another attempt was faster.
    /// </summary>
    /// <exception cref="JobFailedException">The job cannot succeed. What was written lies there still.</exception>
    /// <exception cref="OperationCanceledException">Stopped. What was written lies there still.</exception>
    public async Task<RunOutcome> RunAsync(CancellationToken stopping)
    {
        if (await places.Output.FindCommittedAsync(_document.Digest, stopping) is { } earlier) // 1
        {
            log.FoundCommitted(earlier.Manifest.Attempt);
            return await SucceededAsync(earlier, new JobProgress([]), stopping);
        }

        var buckets = new InputBuckets(_document.Inputs); // 2
        var plan = await PlanAsync(buckets, stopping);
        var share = EngineShare.Of(_document, plan.Tasks.Count, _container);
        var work = JobWorks.For(_document, share);
        log.Planned(plan.Tasks.Count, share.ParallelTasks, share.Threads, share.MemoryBytes / (1024 * 1024));

        var progress = new JobProgress([.. plan.Tasks.Select(task => task.Bytes)]);
        var tasks = new TaskReports(reports, plan.Tasks.Count);
        using var ended = new CancellationTokenSource();
        var reportingEnds = reporting.ReportUntilAsync(progress, tasks, ended.Token);
        try
        {
            var records = await FinishTasksAsync(plan, work, buckets, share, progress, tasks, stopping); // 3, 4
            return await CommitAsync(plan, records, work, progress, stopping); // 5
        }
        finally
        {
            await ended.CancelAsync();
            await reportingEnds;
        }
    }

    private async Task<JobPlan> PlanAsync(InputBuckets buckets, CancellationToken stopping)
    {
        var planner = JobWorks.For(_document, EngineShare.Of(_document, 1, _container));
        await places.Store.MarkAsync(stopping);
        return await places.Store.ReadPlanAsync(_document.Digest, stopping)
            ?? await places.Store.PutPlanAsync(await new InputListing(_document, buckets, planner).PlanAsync(stopping), stopping);
    }

    private async Task<IReadOnlyDictionary<int, TaskRecord>> FinishTasksAsync(
        JobPlan plan, IJobWork work, InputBuckets buckets, EngineShare share, JobProgress progress, TaskReports reported,
        CancellationToken stopping)
    {
        var records = await places.Store.TakeStockAsync(plan, stopping);
        if (records.Count > 0)
            log.Resumed(records.Count);
        counts.Add(LogCounts.TasksResumed, records.Count);
        foreach (var record in records.Values)
            Report(plan.Tasks[record.Index], record, progress, reported);

        var tasks = new JobTasks(request, places.Store, progress, reported, counts, time, log);
        for (var round = 1; ; round++)
        {
            var open = plan.Tasks.Where(task => !records.ContainsKey(task.Index)).ToList();
            var done = await tasks.RunAsync(open, Lanes(plan, open.Count, work, buckets, share), stopping);
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

    private IEnumerable<ITaskLane> Lanes(JobPlan plan, int open, IJobWork work, InputBuckets buckets, EngineShare share)
    {
        var limits = TaskLimits.Of(_document, share.ParallelTasks, _container);
        if (plan.Tasks.Count == 1)
        {
            var runner = new TaskRunner(work, buckets, places.Output, places.Store, request.Attempt, request.WorkFolder, log);
            var own = request.OwnsProcess ? limits : limits with { MemoryBytes = long.MaxValue };
            return [new InProcessLane(runner, request.WorkFolder, own, SayLast, time)];
        }

        return Enumerable.Range(1, Math.Min(open, share.ParallelTasks)).Select(lane => new ChildLane(
            lane,
            new ChildStart
            {
                DocumentPath = places.DocumentPath,
                JobId = request.JobId,
                Attempt = request.Attempt,
                Scratch = Path.Join(request.WorkFolder, string.Create(CultureInfo.InvariantCulture, $"child-{lane}")),
                LogPath = places.Logs.PathOf(string.Create(CultureInfo.InvariantCulture, $"worker-{lane}.log")),
                ParallelTasks = share.ParallelTasks,
            },
            limits, time, log));
    }

    private void SayLast(Failure failure)
    {
        if (!request.OwnsProcess)
            return;
        log.EndedAtOnce(failure.Code, failure.Detail, failure.ObjectName);
        reports.WriteLast(ResultReports.Failed(failure, counts.Summary()));
        RemoveInHaste(failure);
        ProcessExit.Now(ExitCode.Failed);
    }

    // As far as the time allows, for memory may still grow: what is left is the next attempt's to remove, and the agent's.
    private void RemoveInHaste(Failure failure)
    {
        using var limit = new CancellationTokenSource(HasteLimit, time);
        try
        {
            Directory.Delete(request.WorkFolder, recursive: true);
            if (!WorkerRun.IsFollowedByAnother(request, failure))
                places.Sweep.AfterEndWithoutCommitAsync(limit.Token).Wait(limit.Token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or AggregateException or OperationCanceledException)
        {
            log.NotDiscarded(e.GetType().Name, places.Output.Address);
        }
    }

    private static void Report(PlannedTask task, TaskRecord record, JobProgress progress, TaskReports reported)
    {
        if (record.Quarantined is null)
            progress.Finish(task.Index, record.Rows, record.RowsWritten(), record.BytesWritten());
        else
            progress.Quarantine(task.Index);
        reported.Ended(task, record);
    }

    private async Task<RunOutcome> CommitAsync(
        JobPlan plan, IReadOnlyDictionary<int, TaskRecord> records, IJobWork work, JobProgress progress, CancellationToken stopping)
    {
        var finished = plan.Tasks.Where(task => records[task.Index].Quarantined is null)
            .Select(task => new FinishedTask(task, ProductOf(records[task.Index]))).ToList();
        var quarantined = plan.Tasks.Where(task => records[task.Index].Quarantined is not null)
            .Select(task => QuarantinedOf(task, records[task.Index])).ToList();
        if (finished.Count == 0)
            throw new JobFailedException(records[0].Quarantined!); // a job without an output is no success

        counts.Add(LogCounts.TasksQuarantined, quarantined.Count);
        finished.ForEach(task => counts.Add(task.Product.Counts));

        var scratch = Directory.CreateDirectory(Path.Join(request.WorkFolder, "conclusion")).FullName;
        var files = await work.ConcludeAsync(finished, new ConcludeContext(places.Output, scratch), stopping);
        var committed = await places.Output.CommitAsync(ManifestOf(plan, files, quarantined), stopping);
        if (committed.Manifest.Attempt == request.Attempt)
            log.Committed(committed.Address, committed.Digest);
        else
            log.FoundCommitted(committed.Manifest.Attempt);
        return await SucceededAsync(committed, progress, stopping);
    }

    private async Task<RunOutcome> SucceededAsync(CommittedOutput committed, JobProgress progress, CancellationToken stopping) =>
        new RunOutcome.Succeeded(committed, places.Output, progress.Snapshot())
        {
            Profile = await ProfileSummaries.ReadAsync(_document, committed, places.Output, request.WorkFolder, stopping),
        };

    private static TaskProduct ProductOf(TaskRecord record) => new(record.Files, record.Rows) { Counts = record.Counts };

    private static QuarantinedFile QuarantinedOf(PlannedTask task, TaskRecord record)
    {
        var failure = record.Quarantined!;
        return new(task.Index, task.ObjectName, task.Bytes, failure.Code, record.Tries)
        {
            Detail = failure.Detail.Length == 0 ? null : failure.Detail,
            Line = failure.Line == 0 ? null : failure.Line,
            Column = failure.ColumnName.Length == 0 ? null : failure.ColumnName,
        };
    }

    private Manifest ManifestOf(JobPlan plan, IReadOnlyList<OutputFile> files, IReadOnlyList<QuarantinedFile> quarantined) => new()
    {
        JobId = request.JobId,
        Attempt = request.Attempt,
        CommittedAt = time.GetUtcNow(),
        ConfigDigest = _document.Digest,
        FreeholdVersion = WorkerVersion.Text,
        Files = files,
        Bytes = files.Sum(file => file.Bytes),
        Rows = files.Sum(file => file.Rows),
        Tasks = plan.Tasks.Count,
        Quarantined = quarantined,
    };
}
