using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Freehold.Agent.Assignments;
using Freehold.Agent.Journal;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Runs each attempt as one Job of the cluster. Everything that must outlive the agent is in the Job and its pod; the agent makes,
/// watches and deletes, and the cluster does the rest.
/// </summary>
internal sealed class KubernetesExecutor(
    JobObjects objects,
    AttemptSights sights,
    PodReports reports,
    QuotaWatch quotas,
    IOptions<ExecutorOptions> options,
    TimeProvider time,
    ILogger<KubernetesExecutor> log) : IExecutor
{
    /// <summary>Its name for the control plane.</summary>
    public const string ExecutorName = "kubernetes";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    // Judgements depend on the clock too; what the cluster says comes by itself.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    // How long the last lines of a log are waited for once the worker has ended.
    private static readonly TimeSpan ReportPatience = TimeSpan.FromSeconds(15);

    // Of a pod that is lost not much is to be expected, and half a minute is promised.
    private static readonly TimeSpan LostReportPatience = TimeSpan.FromSeconds(5);

    // A node that is away cannot stop anything: after this its pod counts as lost, and its output is fenced.
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<AttemptId, PendingOrder> _pending = [];

    // Made by this process: the watch will tell of them, so nobody has to ask.
    private readonly ConcurrentDictionary<AttemptId, bool> _made = [];

    public string Name => ExecutorName;

    public ExecutorRoom Room => quotas.Room;

    public IReadOnlyList<string> Kinds { get; } = [.. JobKinds.Supported.Select(kind => kind.Name())];

    public async Task StartAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        var outcome = await objects.TryMakeAsync(order, cancellationToken);
        if (outcome is MakingOutcome.Impossible)
            throw new WorkerNotStartedException("The cluster takes no Job for it.");

        // What has to wait is made while it is watched: an attempt that waits is one that says so.
        if (outcome is MakingOutcome.Made)
            _made[order.Attempt] = true;
        else
            _pending[order.Attempt] = new(order, outcome);
    }

    public TimeSpan? StartedAgo(AttemptId attempt)
    {
        var (sight, _) = sights.Look(attempt);
        var started = sight.Main?.Running?.StartedAt ?? sight.Main?.Terminated?.StartedAt;
        if (started is not { } at)
            return null;

        var ago = time.GetUtcNow() - new DateTimeOffset(at.ToUniversalTime());
        return ago > TimeSpan.Zero ? ago : TimeSpan.Zero;
    }

    public async IAsyncEnumerable<WorkerObservation> WatchAsync(AttemptId attempt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // 1. Make its Job, if that could not be done yet.
        for (var pause = FirstPause; _pending.TryGetValue(attempt, out var pending); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (pending.Outcome is MakingOutcome.Refused or MakingOutcome.Impossible)
            {
                yield return Ended(new() { Code = FailureCode.AdmissionRefused });
                yield break;
            }

            yield return pending.Outcome is MakingOutcome.WaitsForQuota ? new WorkerWaits(WaitingReason.Quota) : new StillWatching();
            await Task.Delay(pause, time, cancellationToken);
            if (_pending.ContainsKey(attempt))
                await TryMakeAsync(pending, cancellationToken);
        }

        // 2. Follow it until it has ended.
        var judge = new AttemptJudge();
        var begin = time.GetTimestamp();
        var asked = _made.ContainsKey(attempt) ? begin : (long?)null;
        var waits = new WaitNotice();
        Verdict.Ended? ended = null;
        long seen = 0;
        PodReport? followedReport = null;
        while (ended is null)
        {
            var (sight, changed) = sights.Look(attempt);
            var report = reports.Find(attempt, sight);
            if (report is not null && report.Report != followedReport)
                (followedReport, seen) = (report.Report, 0);
            if (report is not null && seen == 0)
                yield return SeenCircumstances.Of(sight, time.GetUtcNow());
            foreach (var record in report?.Report.TakeNew(ref seen) ?? [])
                yield return new WorkerReported(record);

            // The watch tells what is there; that something is not, and never was, has to be asked for.
            if (sight.Job is null && (asked is not { } last || time.GetElapsedTime(last) > LongestPause))
            {
                asked = time.GetTimestamp();
                if (await objects.TryFindAsync(attempt, cancellationToken) is false && sights.Look(attempt).Sight.Job is null)
                {
                    yield return new WorkerEnded(ExitCode: null, Signal: 0);
                    yield break;
                }
            }

            var verdict = judge.Judge(sight, time.GetElapsedTime(begin));
            ended = verdict as Verdict.Ended;
            yield return waits.Of(verdict, time.GetElapsedTime(begin)) is { } reason ? new WorkerWaits(reason) : new StillWatching();
            if (ended is null)
                await AnyAsync(verdict is Verdict.Waits ? WaitNotice.Least : LookInterval, cancellationToken, changed, report?.Report.Changed);
        }

        // 3. What may still be there, on a node that is away for example, must not come back.
        yield return new EndingLeftovers();
        if (AttemptAnnotations.LossOf(sights.Look(attempt).Sight.Job) is { } told)
            ended = ended with { Because = told };
        else if (ended.Because is not null)
            await objects.TrySuspendAsync(attempt, StopCause.None, ended.Because, cancellationToken);

        // 4. Read what came before the end, then say how it was.
        if (reports.Find(attempt, sights.Look(attempt).Sight) is { } followed)
        {
            await AnyAsync(ended.Because is null ? ReportPatience : LostReportPatience, cancellationToken, followed.Reading);
            if (sights.Look(attempt).Sight.Main?.Terminated?.Message is { } words)
                followed.Report.TakeLastWords(words);
            foreach (var record in followed.Report.TakeNew(ref seen))
                yield return new WorkerReported(record);

            // A pod's log holds standard error too. It may be in the way of a result, and is of no interest beside one.
            if (followed.Report is { DroppedLines: > 0, HasResult: false })
                log.ReportLinesDropped(attempt, followed.Report.DroppedLines);
        }

        yield return SeenCircumstances.Of(sights.Look(attempt).Sight, time.GetUtcNow());
        log.PodEnded(attempt, ended.Because?.Code ?? "", ended.ExitCode, ended.Signal);
        yield return new WorkerEnded(ended.ExitCode, ended.Signal) { Because = ended.Because };
    }

    public Task StopAsync(AttemptId attempt, CancellationToken cancellationToken) => StopAsync(attempt, StopCause.None, cancellationToken);

    public async Task StopAsync(AttemptId attempt, StopCause cause, CancellationToken cancellationToken)
    {
        _pending.TryRemove(attempt, out _);

        // 1. Read its report from here on: it goes with the pod.
        reports.Find(attempt, sights.Look(attempt).Sight);

        // 2. Tell the cluster, until it has heard.
        bool? told;
        for (var pause = FirstPause; (told = await objects.TrySuspendAsync(attempt, cause, loss: null, cancellationToken)) is null; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            await Task.Delay(pause, time, cancellationToken);
        if (told is false)
            return;

        // 3. Wait until nothing runs any more.
        var judge = new AttemptJudge();
        var begin = time.GetTimestamp();
        while (true)
        {
            var (sight, changed) = sights.Look(attempt);
            if (sight is { IsStopped: true } or { JobIsGone: true } && judge.Judge(sight, TimeSpan.Zero) is Verdict.Ended)
                return;

            if (time.GetElapsedTime(begin) > options.Value.StopGrace + StopMargin)
            {
                log.NotStopped(attempt);
                return;
            }

            await AnyAsync(LookInterval, cancellationToken, changed);
        }
    }

    public async Task RemoveAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        _pending.TryRemove(attempt, out _);
        _made.TryRemove(attempt, out _);
        await objects.TryDeleteAsync(attempt, cancellationToken);
        await reports.ForgetAsync(attempt);
        sights.Forget(attempt);
    }

    public async Task SweepAsync(IReadOnlySet<AttemptId> known, CancellationToken cancellationToken)
    {
        await sights.Complete.WaitAsync(cancellationToken);
        foreach (var attempt in sights.Attempts.Where(attempt => !known.Contains(attempt)))
        {
            log.OrphanJobSwept(attempt);
            await RemoveAsync(attempt, cancellationToken);
        }
    }

    /// <summary>Its Job was made by somebody else of this process: the watch will tell of it.</summary>
    public void IsMade(AttemptId attempt) => _made[attempt] = true;

    private async Task TryMakeAsync(PendingOrder pending, CancellationToken cancellationToken)
    {
        var outcome = await objects.TryMakeAsync(pending.Order, cancellationToken);

        // Only in place of what was tried: it may have been stopped meanwhile, and must not run then.
        if (outcome is MakingOutcome.Made)
        {
            _made[pending.Order.Attempt] = true;
            if (!_pending.TryRemove(new(pending.Order.Attempt, pending)))
                await objects.TrySuspendAsync(pending.Order.Attempt, StopCause.None, loss: null, cancellationToken);
        }
        else
        {
            _pending.TryUpdate(pending.Order.Attempt, pending with { Outcome = outcome }, pending);
        }
    }

    private static WorkerEnded Ended(Failed because) => new(ExitCode: null, Signal: 0) { Because = because };

    private async Task AnyAsync(TimeSpan limit, CancellationToken cancellationToken, params Task?[] tasks)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = Task.Delay(limit, time, over.Token);
        await Task.WhenAny(tasks.OfType<Task>().Append(timer));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private sealed record PendingOrder(WorkOrder Order, MakingOutcome Outcome);
}
