using Freehold.Buckets;
using Freehold.DuckDb;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Limits;
using Freehold.Worker.Output;
using Freehold.Worker.Profile;
using Freehold.Worker.Reports;
using Freehold.Worker.Stages;
using Microsoft.Extensions.Logging;

namespace Freehold.Worker.Run;

/// <summary>Runs one attempt from its first report to its last, and cleans up after it whichever way it ends.</summary>
internal sealed class WorkerRun(ReportWriter reports, TimeProvider time, ILogger log)
{
    // SIGTERM to exit has 5 s in all; a query may have used 3 of them.
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(1.5);

    // Where nobody waits to stop the worker; a job of many files leaves as many records.
    private static readonly TimeSpan PatientCleanUpLimit = TimeSpan.FromMinutes(2);

    private readonly LogCounts _counts = new();
    private readonly MemoryPeak _memory = MemoryPeak.OfThisProcess();

    /// <summary>
    /// 1. Reports the start.
    /// 2. Runs the job, or its part of it, within the time limit.
    /// 3. Deletes what nobody will read: what is no part of the committed output; without one everything, unless another attempt follows.
    /// 4. Reports the result: the last line.
    /// </summary>
    /// <param name="request">The attempt.</param>
    /// <param name="places">Where it writes.</param>
    /// <param name="stopping">Stops the attempt.</param>
    /// <returns>How it ended. Does not throw: what nobody foresaw is reported as a bug.</returns>
    public async Task<FinishedRun> RunAsync(RunRequest request, AttemptPlaces places, CancellationToken stopping)
    {
        reports.Write(new WorkerReport { Started = new Started { WorkerVersion = WorkerVersion.Text, MemoryLimitBytes = (ulong)Container.OfThisProcess().MemoryFor(request.Document) } }); // 1
        log.Starts(request.Attempt, request.JobId, request.Document.Kind.Name(), request.Document.Digest,
            WorkerVersion.Text, DuckDbDatabase.LibraryVersion);

        var stage = StageOf(request.Part, new(request, places, reports, _counts, time, log));
        using var limit = new CancellationTokenSource(request.Document.TimeLimit ?? Timeout.InfiniteTimeSpan, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        using var logsEnd = new CancellationTokenSource();
        var shipping = places.Logs.ShipUntilAsync(e => log.LogNotShipped($"{e.Error}", e.Address), logsEnd.Token);
        var abandoned = false;
        RunOutcome outcome;
        try
        {
            Directory.CreateDirectory(request.WorkFolder);
            await File.WriteAllTextAsync(places.DocumentPath, request.Document.CanonicalJson, over.Token);
            outcome = await stage.RunAsync(over.Token); // 2
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            outcome = StoppedBy(stopping);
        }
        catch (QueryAbandonedException) when (over.IsCancellationRequested)
        {
            log.QueryAbandoned();
            abandoned = true;
            outcome = StoppedBy(stopping);
        }
        catch (JobFailedException e)
        {
            if (e.InnerException is DuckDbException engine)
                log.EngineFailed(engine.Error);
            abandoned = e.InnerException is QueryAbandonedException;
            outcome = new RunOutcome.Failed(e.Failure);
        }
        catch (BucketException e)
        {
            outcome = new RunOutcome.Failed(BucketFailures.Translate(e));
        }
#pragma warning disable CA1031 // The last line of the report is owed whatever happens; the log says where the bug is.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.Bug(e.GetType().FullName ?? e.GetType().Name, e.StackTrace ?? "");
            outcome = new RunOutcome.Failed(new Failure { Code = FailureCode.Internal });
        }

        // An attempt that has been overtaken may fail for that very reason: its files are cleared away under its feet.
        if (outcome is RunOutcome.Failed && await FindCommittedAsync(request, places.Output) is { } overtaken)
            outcome = overtaken;

        Log(outcome);
        await CleanUpAsync(stage, places, outcome, stopping); // 3
        RemoveWorkFolder(request.WorkFolder);
        await logsEnd.CancelAsync();
        await shipping;

        var result = WithMemory(stage.ResultOf(outcome)); // 4
        reports.WriteLast(result);
        return new(outcome, abandoned)
        {
            Result = result,
            ExitCode = outcome is RunOutcome.Failed failed ? stage.ExitCodeOf(failed.Failure) : outcome is RunOutcome.Cancelled ? ExitCode.Cancelled : ExitCode.Committed,
        };
    }

    private WorkerReport WithMemory(WorkerReport result)
    {
        var most = (ulong)_memory.Look();
        if (result.Succeeded is { } succeeded)
            succeeded.PeakMemoryBytes = most;
        if (result.Failed is { } failed)
            failed.PeakMemoryBytes = most;
        return result;
    }

    private static IStage StageOf(JobPart part, StageContext context) => part switch
    {
        JobPart.Plan plan => new WholeJob(context, plan.RunBelow),
        JobPart.OneIndex index => new IndexStage(context, index),
        JobPart.Commit commit => new CommitStage(context, commit.GivenUp),
        JobPart.Abandon => new AbandonStage(context),
        _ => new WholeJob(context, runBelow: long.MaxValue),
    };

    private static RunOutcome StoppedBy(CancellationToken stopping) => stopping.IsCancellationRequested
        ? new RunOutcome.Cancelled()
        : new RunOutcome.Failed(new Failure { Code = FailureCode.TimeLimit });

    private void Log(RunOutcome outcome)
    {
        if (outcome is RunOutcome.Failed { Failure: var failure })
            log.Failed(failure.Code, failure.Detail, failure.ObjectName, failure.Line, failure.ColumnName);
        else if (outcome is RunOutcome.Cancelled)
            log.Cancelled();
    }

    private async Task<RunOutcome?> FindCommittedAsync(RunRequest request, AttemptOutput output)
    {
        using var limit = new CancellationTokenSource(CleanUpLimit, time);
        try
        {
            if (await output.FindCommittedAsync(request.Document.Digest, limit.Token) is not { } committed)
                return null;

            log.FoundCommitted(committed.Manifest.Attempt);
            var profile = await ProfileSummaries.ReadAsync(request.Document, committed, output, request.WorkFolder, limit.Token);
            return new RunOutcome.Succeeded(committed, output, new JobProgress([]).Snapshot()) { Profile = profile };
        }
        catch (Exception e) when (e is BucketException or JobFailedException or OperationCanceledException)
        {
            return null; // then the failure that led here is the one to report
        }
    }

    private async Task CleanUpAsync(IStage stage, AttemptPlaces places, RunOutcome outcome, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(outcome is RunOutcome.Cancelled ? CleanUpLimit : PatientCleanUpLimit, time);
        using var hurry = stopping.Register(() => limit.CancelAfter(CleanUpLimit));
        try
        {
            await stage.CleanUpAsync(outcome, limit.Token);
        }
        catch (BucketException e)
        {
            log.NotDiscarded($"{e.Error}", e.Address);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            log.NotDiscarded("out of time", places.Output.Address);
        }
    }

    // Scratch files hold data. A query that was left behind may still add one; the agent removes the whole folder afterwards.
    private void RemoveWorkFolder(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.NotDiscarded(e.GetType().Name, folder);
        }
    }
}
