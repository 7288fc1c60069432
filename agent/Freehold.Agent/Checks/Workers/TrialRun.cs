using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.JobContract.Checks;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Checks.Workers;

/// <summary>Starts one worker by the executor that jobs have, watches it to its end and clears it away.</summary>
internal sealed class TrialRun(IExecutor executor, AttemptSights? sights, TimeSpan limit, TimeProvider time)
{
    private static readonly TimeSpan ClearLimit = TimeSpan.FromSeconds(30);

    private Started? _started;
    private WorkerReport? _result;
    private WorkerEnded? _ended;
    private WaitingReason _waitsFor;
    private string _warning = "";

    /// <summary>What it found: whether the worker came up, and what it said about the stores.</summary>
    public async Task<IReadOnlyList<CheckFinding>> RunAsync(WorkerTrial trial, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var order = trial.ToOrder();
        using var late = new CancellationTokenSource(limit, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        string? refusal = null;
        try
        {
            await executor.StartAsync(order, over.Token);
            await foreach (var seen in executor.WatchAsync(order.Attempt, over.Token))
                Note(seen);
        }
        catch (WorkerNotStartedException e)
        {
            refusal = e.Failure is { } failure ? SentenceOf(failure) : e.Message;
        }
        catch (InvalidDataException e)
        {
            refusal = e.Message; // the file of pod templates, changed since the start
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Too late; what it waited for is told.
        }
        finally
        {
            _warning = LastWarning(order.Attempt); // gone with the rest
            await ClearAsync(order.Attempt);
        }

        var worker = (refusal is null ? OfWorker() : CheckFinding.Red(CheckId.Pods, CheckDetail.Broken, refusal)) with
        {
            Subject = trial.Kind.Name(),
            Elapsed = time.GetElapsedTime(begin),
        };
        return [worker, .. OfStores(trial, worker)];
    }

    private void Note(WorkerObservation seen)
    {
        switch (seen)
        {
            case WorkerWaits waits:
                _waitsFor = waits.Reason;
                break;
            case WorkerReported { Report.Started: { } started }:
                _started = started.Bounded();
                break;
            case WorkerReported { Report: { Succeeded: not null } or { Failed: not null } } reported:
                _result = reported.Report;
                break;
            case WorkerEnded ended:
                _ended = ended;
                break;
        }
    }

    private CheckFinding OfWorker()
    {
        // What a worker has said stands, whatever became of its pod after that.
        if (_result is not null)
            return CheckFinding.Green(CheckId.Pods, $"worker {_started?.WorkerVersion} came up, worked and ended");

        var seen = _warning;
        return (_ended, _waitsFor) switch
        {
            ({ Because: { } because }, _) => CheckFinding.Red(CheckId.Pods, DetailOf(because, seen), $"{because.Code} {because.Detail} {because.ObjectName}{seen}".Trim()),
            ({ } ended, _) => CheckFinding.Red(CheckId.Pods, CheckDetail.WorkerFailed, $"exit code {ended.ExitCode}, signal {ended.Signal}, no result{seen}"),
            (null, WaitingReason.Node) => CheckFinding.Red(CheckId.Pods, CheckDetail.Unschedulable, $"no node within {limit.TotalSeconds:0} s{seen}"),
            (null, WaitingReason.Quota) => CheckFinding.Red(CheckId.Pods, CheckDetail.QuotaExceeded, $"no room in the quota within {limit.TotalSeconds:0} s{seen}"),
            (null, WaitingReason.Image) => CheckFinding.Red(CheckId.Pods, CheckDetail.ImagePull, $"no image within {limit.TotalSeconds:0} s{seen}"),
            (null, WaitingReason.Policy) => CheckFinding.Red(CheckId.Pods, CheckDetail.Refused, $"refused for {limit.TotalSeconds:0} s{seen}"),
            _ => CheckFinding.Red(CheckId.Pods, CheckDetail.TimedOut, $"not done within {limit.TotalSeconds:0} s{seen}"),
        };
    }

    private IEnumerable<CheckFinding> OfStores(WorkerTrial trial, CheckFinding worker)
    {
        if (!trial.IsOfStores)
            return [];

        var summary = _result?.Succeeded?.Check ?? _result?.Failed?.Check;
        if (summary is { Permissions.Count: > 0 })
            return summary.Bounded().Permissions.Where(permission => CheckCatalog.IsOfStore(permission.Id)).Select(permission => Of(permission, trial));

        var failed = _result?.Failed?.Bounded();
        return
        [
            worker.Outcome is CheckOutcome.Green && failed is not null
                ? CheckFinding.Red(CheckId.Stores, CheckDetail.WorkerFailed, SentenceOf(failed)) with { Subject = trial.Kind.Name() }
                : CheckFinding.Skipped(CheckId.Stores, CheckDetail.Depends, $"{trial.Input}, {trial.Output}") with { Subject = trial.Kind.Name() },
        ];
    }

    private static CheckFinding Of(CheckedPermission permission, WorkerTrial trial)
    {
        var address = permission.Id.StartsWith("source_", StringComparison.Ordinal) ? trial.Input : trial.Output;
        var refused = permission.Outcome is CheckOutcome.Red && permission.Action.Length > 0 ? $": {permission.Action} refused" : "";
        return new(
            permission.Id, permission.Outcome, permission.Detail.Length > 0 ? permission.Detail : permission.Code,
            $"{address}{refused}{(permission.Identity.Length == 0 ? "" : $" as {permission.Identity}")}")
        {
            Subject = trial.Kind.Name(),
            Elapsed = TimeSpan.FromMilliseconds(permission.Milliseconds),
        };
    }

    private static string DetailOf(Failed because, string seen) => because.Code switch
    {
        FailureCode.AdmissionRefused when seen.Contains("exceeded quota", StringComparison.Ordinal) => CheckDetail.QuotaExceeded,
        FailureCode.AdmissionRefused => CheckDetail.Refused,
        FailureCode.ImagePull => CheckDetail.ImagePull,
        FailureCode.SecretMissing => CheckDetail.Missing,
        FailureCode.WorkerNotStarted => CheckDetail.NotStarted,
        _ => CheckDetail.WorkerFailed,
    };

    private static string SentenceOf(Failed failed) => FailureCatalog.Describe(new Failure
    {
        Code = failed.Code,
        Detail = failed.Detail,
        ObjectName = failed.ObjectName,
        Action = failed.Action,
        Identity = failed.Identity,
    }).Sentence;

    private string LastWarning(AttemptId attempt)
    {
        if (sights?.Look(attempt).Sight is not { } sight)
            return "";

        var said = sight.LastWarning("Job", "FailedCreate") ?? sight.LastWarning("Pod", "FailedScheduling") ?? sight.LastWarning("Pod", "FailedMount") ?? sight.LastWarning("Pod", "Failed");
        return said is null ? "" : $"; {said}";
    }

    // Also when the check itself is broken off: nothing of it stays in the cluster.
    private async Task ClearAsync(AttemptId attempt)
    {
        using var clearing = new CancellationTokenSource(ClearLimit, time);
        try
        {
            if (_ended is null)
                await executor.StopAsync(attempt, clearing.Token);
            await executor.RemoveAsync(attempt, clearing.Token);
        }
        catch (OperationCanceledException)
        {
            // Its Job has a time to live, and a deadline before that.
        }
    }
}
