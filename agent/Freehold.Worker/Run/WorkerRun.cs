using Freehold.Buckets;
using Freehold.DuckDb;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Freehold.Worker.Output;
using Freehold.Worker.Profile;
using Freehold.Worker.Reports;
using Freehold.Worker.StoreChecks;
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

    /// <summary>
    /// 1. Reports the start.
    /// 2. Runs the job, within its time limit.
    /// 3. Deletes what nobody will read: what is no part of the committed output; without one everything, unless another attempt follows.
    /// 4. Reports the result: the last line.
    /// </summary>
    /// <param name="request">The attempt.</param>
    /// <param name="places">Where it writes.</param>
    /// <param name="stopping">Stops the attempt.</param>
    /// <returns>How it ended. Does not throw: what nobody foresaw is reported as a bug.</returns>
    public async Task<FinishedRun> RunAsync(RunRequest request, AttemptPlaces places, CancellationToken stopping)
    {
        reports.Write(new WorkerReport { Started = new Started { WorkerVersion = WorkerVersion.Text } }); // 1
        log.Starts(request.Attempt, request.JobId, request.Document.Kind.Name(), request.Document.Digest,
            WorkerVersion.Text, DuckDbDatabase.LibraryVersion);

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
            var progress = new ProgressReports(reports, time);
            outcome = request.Document.Kind is JobKind.Check
                ? await new StoreCheckRun(request, places.Output, time, log).RunAsync(over.Token)
                : await new JobRun(request, places, progress, reports, _counts, time, log).RunAsync(over.Token); // 2
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
        // A check has nothing that another attempt could have overtaken, and clears away after itself.
        if (request.Document.Kind is not JobKind.Check && outcome is RunOutcome.Failed && await FindCommittedAsync(request, places.Output) is { } overtaken)
            outcome = overtaken;

        if (request.Document.Kind is not JobKind.Check)
            await SweepAsync(request, places, outcome, stopping); // 3
        RemoveWorkFolder(request.WorkFolder);
        await logsEnd.CancelAsync();
        await shipping;

        reports.WriteLast(ResultOf(outcome)); // 4
        return new(outcome, abandoned);
    }

    private static RunOutcome StoppedBy(CancellationToken stopping) => stopping.IsCancellationRequested
        ? new RunOutcome.Cancelled()
        : new RunOutcome.Failed(new Failure { Code = FailureCode.TimeLimit });

    private WorkerReport ResultOf(RunOutcome outcome)
    {
        switch (outcome)
        {
            case RunOutcome.Succeeded succeeded:
                return ResultReports.Succeeded(
                    succeeded.Committed, succeeded.Output, succeeded.Totals, _counts.Summary(), succeeded.Profile, succeeded.Check);
            case RunOutcome.Failed { Failure: var failure } failed:
                log.Failed(failure.Code, failure.Detail, failure.ObjectName, failure.Line, failure.ColumnName);
                return ResultReports.Failed(failure, _counts.Summary(), failed.Check);
            default:
                log.Cancelled();
                return ResultReports.Cancelled(_counts.Summary());
        }
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

    private async Task SweepAsync(RunRequest request, AttemptPlaces places, RunOutcome outcome, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(outcome is RunOutcome.Cancelled ? CleanUpLimit : PatientCleanUpLimit, time);
        using var hurry = stopping.Register(() => limit.CancelAfter(CleanUpLimit));
        try
        {
            if (outcome is RunOutcome.Succeeded { Committed.Manifest: var manifest })
                await places.Sweep.AfterCommitAsync(manifest, limit.Token);
            else if (outcome is RunOutcome.Failed { Failure: var failure } && IsFollowedByAnother(request, failure))
                log.LeftForNext();
            else if (await places.Output.ReadManifestAsync(limit.Token) is { } other)
                await places.Sweep.AfterCommitAsync(other, limit.Token);
            else
                await places.Sweep.AfterEndWithoutCommitAsync(limit.Token);
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

    // Attempts that were lost with their node spend no retry and are not known here: then the job may have more attempts than this
    // says, and the next one begins anew.
    internal static bool IsFollowedByAnother(RunRequest request, Failure failure) => FailureCatalog.ClassOf(failure.Code, failure.Detail) switch
    {
        RetryClass.Infrastructure => true,
        RetryClass.Job => request.Attempt <= request.Document.Retries,
        _ => false,
    };

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
