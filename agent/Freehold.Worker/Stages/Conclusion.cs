using Freehold.Worker.Output;
using Freehold.Worker.Profile;
using Freehold.Worker.Reports;
using Freehold.Worker.Run;
using Freehold.Worker.Tasks;

namespace Freehold.Worker.Stages;

/// <summary>Makes the job's files of what its tasks have left, and commits all at once, unless another attempt was faster.</summary>
internal sealed class Conclusion(StageContext context)
{
    /// <summary>The outcome of a job that has its output already; null when it has none.</summary>
    /// <exception cref="JobFailedException">Its output was made of another document.</exception>
    public async Task<RunOutcome?> FindCommittedAsync(CancellationToken stopping)
    {
        if (await context.Places.Output.FindCommittedAsync(context.Document.Digest, stopping) is not { } earlier)
            return null;

        context.Log.FoundCommitted(earlier.Manifest.Attempt);
        return await SucceededAsync(earlier, new JobProgress([]), stopping);
    }

    /// <summary>Concludes and commits.</summary>
    /// <exception cref="JobFailedException">Every task was put aside, or the end of the job cannot succeed.</exception>
    public async Task<RunOutcome> CommitAsync(
        JobPlan plan, IReadOnlyDictionary<int, TaskRecord> records, IJobWork work, JobProgress progress, CancellationToken stopping)
    {
        var finished = plan.Tasks.Where(task => records[task.Index].Quarantined is null)
            .Select(task => new FinishedTask(task, ProductOf(records[task.Index]))).ToList();
        var quarantined = plan.Tasks.Where(task => records[task.Index].Quarantined is not null)
            .Select(task => QuarantinedOf(task, records[task.Index])).ToList();
        if (finished.Count == 0)
            throw new JobFailedException(records[0].Quarantined!); // a job without an output is no success

        var (request, output) = (context.Request, context.Places.Output);
        context.Counts.Add(LogCounts.TasksQuarantined, quarantined.Count);
        finished.ForEach(task => context.Counts.Add(task.Product.Counts));

        var scratch = Directory.CreateDirectory(Path.Join(request.WorkFolder, "conclusion")).FullName;
        var files = await work.ConcludeAsync(finished, new ConcludeContext(output, scratch), stopping);
        var committed = await output.CommitAsync(ManifestOf(plan, files, quarantined), stopping);
        if (committed.Manifest.Attempt == request.Attempt)
            context.Log.Committed(committed.Address, committed.Digest);
        else
            context.Log.FoundCommitted(committed.Manifest.Attempt);
        return await SucceededAsync(committed, progress, stopping);
    }

    private async Task<RunOutcome> SucceededAsync(CommittedOutput committed, JobProgress progress, CancellationToken stopping) =>
        new RunOutcome.Succeeded(committed, context.Places.Output, progress.Snapshot())
        {
            Profile = await ProfileSummaries.ReadAsync(context.Document, committed, context.Places.Output, context.Request.WorkFolder, stopping),
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
        JobId = context.Request.JobId,
        Attempt = context.Request.Attempt,
        CommittedAt = context.Time.GetUtcNow(),
        ConfigDigest = context.Document.Digest,
        FreeholdVersion = WorkerVersion.Text,
        Files = files,
        Bytes = files.Sum(file => file.Bytes),
        Rows = files.Sum(file => file.Rows),
        Tasks = plan.Tasks.Count,
        Quarantined = quarantined,
    };
}
