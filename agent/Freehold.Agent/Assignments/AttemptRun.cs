using System.Diagnostics;
using Freehold.Agent.Events;
using Freehold.Agent.Executors;
using Freehold.Agent.Journal;
using Freehold.Hosting.Correlation;
using Freehold.Hosting.Watchdogs;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Assignments;

/// <summary>
/// Takes one confirmed attempt to its end:
/// <list type="number">
/// <item>write <c>confirm</c> down, so that a restart goes on here;</item>
/// <item>start the worker, or find the one that an earlier process of the agent started;</item>
/// <item>report what it reports until it ends, or has to stop;</item>
/// <item>stop it with everything it has started, and read what it still had to say;</item>
/// <item>report the end, once nothing runs any more.</item>
/// </list>
/// Broken off at any point, by leaving or by a crash, the same call in the next process goes on from there.
/// </summary>
internal sealed class AttemptRun(
    IExecutor executor,
    AttemptJournal journal,
    EventOutbox outbox,
    AssignmentsMetrics metrics,
    StartFailures failures,
    LoopWatchdogs watchdogs,
    IOptions<ExecutorOptions> options,
    TimeProvider time,
    ILogger<AttemptRun> log)
{
    // The longest pause between two looks at the clock; timers know no longer ones than some weeks.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(1);

    private static readonly ActivitySource Traces = new("Freehold.Agent");

    /// <param name="leaving">Breaks off without stopping the worker.</param>
    public async Task RunToEndAsync(JournaledAttempt attempt, StopRequest stop, CancellationToken leaving)
    {
        using var correlation = log.BeginCorrelation(attempt.Order.CorrelationId);
        using var activity = StartActivity(attempt);
        using var watch = new AttemptWatch(watchdogs, options.Value.StopGrace);
        var report = new AttemptReport(attempt, outbox, time);

        // 1. Only a confirm on disk may start anything.
        if (!attempt.Confirmed && stop.Cause is StopCause.None)
            await WriteDownConfirmAsync(attempt.Id, stop, leaving);

        // 2. A worker that cannot be started must not start later either. One that was found is there.
        watch.Works();
        if (stop.Cause is StopCause.None && !attempt.IsRebuilt && await TryStartAsync(attempt, activity, leaving) is { } notStarted)
        {
            watch.Stops();
            await executor.StopAsync(attempt.Id, leaving);
            watch.Waits();
            await EndAsync(attempt.Id, notStarted, leaving);
            return;
        }

        // 3.
        await WatchUntilEndOrStopAsync(attempt, report, watch, stop, leaving);

        // 4.
        if (report.End is null)
        {
            watch.Stops();
            await executor.StopAsync(attempt.Id, stop.Cause, leaving);
            await WatchAsync(attempt.Id, report, watch, leaving);
        }

        // 5.
        watch.Waits();
        await EndAsync(attempt.Id, report.Complete(AttemptOutcome.Of(report.Result, report.End!, stop.Cause)), leaving);
    }

    private async Task WriteDownConfirmAsync(AttemptId attempt, StopRequest stop, CancellationToken leaving)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop.Asked, leaving);
        try
        {
            await journal.AppendUntilWrittenAsync(new() { Confirmed = new() { Attempt = attempt.ToReference() } }, time, over.Token);
        }
        catch (OperationCanceledException) when (stop.Cause is not StopCause.None && !leaving.IsCancellationRequested)
        {
            // Asked to stop while the disk refuses: it has not started, and its end need not wait for the disk.
        }
    }

    /// <returns>Its end, when nothing was started.</returns>
    private async Task<Protocol.V1.JobEvent?> TryStartAsync(JournaledAttempt attempt, Activity? activity, CancellationToken leaving)
    {
        var order = attempt.ToWorkOrder(journal.Lease);
        try
        {
            await executor.StartAsync(activity?.Id is { } id ? order with { Traceparent = id } : order, leaving);
            failures.Started();
            log.Running(attempt.Id);
            return null;
        }
        catch (WorkerNotStartedException e)
        {
            if (e.Failure is null)
                failures.NotStarted();
            log.NotStarted(e, attempt.Id);
            return AttemptOutcome.NotStarted(e.Failure);
        }
    }

    private async Task WatchUntilEndOrStopAsync(
        JournaledAttempt attempt, AttemptReport report, AttemptWatch watch, StopRequest stop, CancellationToken leaving)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop.Asked, leaving);
        var limit = StopAtTimeLimitAsync(attempt, stop, over.Token);
        try
        {
            await WatchAsync(attempt.Id, report, watch, over.Token);
        }
        catch (OperationCanceledException) when (stop.Cause is not StopCause.None && !leaving.IsCancellationRequested)
        {
            // Asked to stop: the caller does.
        }

        await over.CancelAsync();
        await limit;
    }

    private async Task WatchAsync(AttemptId attempt, AttemptReport report, AttemptWatch watch, CancellationToken cancellationToken)
    {
        watch.Works();
        await foreach (var seen in executor.WatchAsync(attempt, cancellationToken))
        {
            if (seen is EndingLeftovers)
                watch.Stops();
            else
                watch.Works();
            await report.TakeAsync(seen, cancellationToken);
        }
    }

    private async Task StopAtTimeLimitAsync(JournaledAttempt attempt, StopRequest stop, CancellationToken over)
    {
        if (attempt.Order.TimeLimit?.ToTimeSpan() is not { } limit)
            return;

        try
        {
            // The executor's clock counts, not this process's: a restart of the agent gives no worker more time.
            TimeSpan left;
            while ((left = limit - (executor.StartedAgo(attempt.Id) ?? TimeSpan.Zero)) > TimeSpan.Zero)
                await Task.Delay(left < LongestTimer ? left : LongestTimer, time, over);

            log.TimeLimitReached(attempt.Id, limit);
            await WriteDownTimeLimitAsync(attempt.Id, over);
            stop.Ask(StopCause.TimeLimit);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The attempt ended, or was stopped, before its limit.
        }
    }

    private async Task WriteDownTimeLimitAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        try
        {
            var asked = new AttemptStopAsked { Attempt = attempt.ToReference(), Cause = StopCause.TimeLimit };
            await journal.AppendAsync([new() { StopAsked = asked }], Survives.PowerCut, cancellationToken);
        }
        catch (IOException)
        {
            // The journal has logged it. Stopping cannot wait for the disk; at worst a restart in the middle names another cause.
        }
    }

    private async Task EndAsync(AttemptId attempt, Protocol.V1.JobEvent end, CancellationToken leaving)
    {
        await outbox.AppendAsync(attempt, end, leaving);
        metrics.Ended(end);
        log.Ended(attempt, end.KindCase, end.Failed?.Code ?? "");
    }

    private static Activity? StartActivity(JournaledAttempt attempt) =>
        ActivityContext.TryParse(attempt.Order.Traceparent, traceState: null, isRemote: true, out var submitted)
            ? Traces.StartActivity("attempt", ActivityKind.Consumer, submitted)
            : null;
}
