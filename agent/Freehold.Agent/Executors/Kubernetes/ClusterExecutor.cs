using System.Runtime.CompilerServices;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors.Kubernetes.Phases;
using Freehold.Agent.Journal;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Runs each attempt as one Job, or as three where its tasks are spread over pods: one plans, one does the tasks, one commits. Which one an
/// attempt is at is seen from the Jobs that are there; nothing of it is kept here.
/// </summary>
internal sealed class ClusterExecutor(
    KubernetesExecutor first,
    AttemptSights firstSights,
    LaterPhases later,
    IOptions<WorkerOptions> workers,
    TimeProvider time,
    ILogger<ClusterExecutor> log) : IExecutor
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    // Who stops a job waits for its end, but not for ever for a pod that clears up.
    private static readonly TimeSpan ClearingPatience = TimeSpan.FromSeconds(45);

    public string Name => first.Name;

    public IReadOnlyList<string> Kinds => first.Kinds;

    public ExecutorRoom Room => first.Room;

    public Task StartAsync(WorkOrder order, CancellationToken cancellationToken) => first.StartAsync(order, cancellationToken);

    // The plan's pod may have been deleted long before the attempt ends.
    public TimeSpan? StartedAgo(AttemptId attempt) => first.StartedAgo(attempt)
        ?? (IsSpread(attempt) && firstSights.Look(attempt).Sight.Job?.Status?.StartTime is { } at ? time.GetUtcNow() - new DateTimeOffset(at.ToUniversalTime()) : null);

    public async IAsyncEnumerable<WorkerObservation> WatchAsync(AttemptId attempt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // 1. The first Job: for most attempts the only one.
        var made = new Making();
        if (!IsSpread(attempt))
        {
            var plan = new PlanReading();
            await foreach (var seen in first.WatchAsync(attempt, cancellationToken))
            {
                if (seen is WorkerEnded end && (!plan.IsPlan(end) || firstSights.Look(attempt).Sight.IsStopped))
                {
                    yield return end;
                    yield break;
                }

                plan.Take(seen);
                if (seen is not WorkerEnded)
                    yield return seen;
            }

            log.Spread(attempt, plan.Tasks, workers.Value.MaxPodsPerJob);
            await foreach (var seen in MakeAsync(made, later.Tasks, attempt, job => PhaseManifest.TasksOf(job, plan.Tasks, plan.Bytes, workers.Value), cancellationToken))
                yield return seen;
        }
        else
        {
            // It has started, since a plan was made; whether that was ever told only the control plane knows. With its pod the plan's log may be gone.
            yield return SeenCircumstances.Of(firstSights.Look(attempt).Sight, time.GetUtcNow());
            yield return new WorkerReported(new() { Started = new() });
        }

        // 2. The tasks. Whoever led before may have made the commit and not told of all of them.
        TasksEnded? tasks = null;
        if (made.Failure is null && (later.Tasks.Has(attempt) || !later.Commit.Has(attempt)))
        {
            var watch = new TasksWatch(later.Tasks.Objects, later.Tasks.Sights, later.Pods, time);
            await foreach (var seen in watch.WatchAsync(attempt, () => StartedAgo(attempt), cancellationToken))
            {
                tasks = seen as TasksEnded;
                if (tasks is null)
                    yield return seen;
            }

            log.TasksOver(attempt, tasks!.Verdict.GetType().Name, tasks.GivenUp.Count);
            if (later.Commit.Has(attempt))
                tasks = null; // what the commit comes to is what counts
            else if (tasks.Verdict is TasksVerdict.Lost { Because: var loss })
                await later.Tasks.Objects.TrySuspendAsync(attempt, StopCause.None, loss, cancellationToken);
            if (tasks?.Verdict is TasksVerdict.Done or TasksVerdict.Failed)
            {
                await foreach (var seen in MakeAsync(made, later.Commit, attempt, job => PhaseManifest.CommitOf(job, tasks.GivenUp, workers.Value), cancellationToken))
                    yield return seen;
            }
        }

        if (made.Failure is not null || tasks?.Verdict is TasksVerdict.Lost or TasksVerdict.Stopped)
        {
            yield return new WorkerEnded(ExitCode: null, Signal: 0) { Because = made.Failure ?? (tasks?.Verdict as TasksVerdict.Lost)?.Because };
            yield break;
        }

        // 3. The commit, which also tells how tasks have failed.
        await foreach (var seen in later.Commit.Executor.WatchAsync(attempt, cancellationToken))
            yield return Aged(seen, attempt);
    }

    public Task StopAsync(AttemptId attempt, CancellationToken cancellationToken) => StopAsync(attempt, StopCause.None, cancellationToken);

    public async Task StopAsync(AttemptId attempt, StopCause cause, CancellationToken cancellationToken)
    {
        await first.StopAsync(attempt, cause, cancellationToken);
        var sight = firstSights.Look(attempt).Sight;
        if (sight.Job?.Metadata.Labels?.TryGetValue(AttemptLabels.Phase, out var phase) is not true || phase != AttemptLabels.PlanPhase)
            return;

        // Also those that were not seen yet: one may have been made a moment ago.
        await later.Commit.Executor.StopAsync(attempt, cause, cancellationToken);
        await SuspendTasksAsync(attempt, cause, cancellationToken);
        if (!later.Tasks.Has(attempt))
            return;

        var watch = new TasksWatch(later.Tasks.Objects, later.Tasks.Sights, later.Pods, time);
        await foreach (var seen in watch.WatchAsync(attempt, () => null, cancellationToken))
        {
            if (seen is TasksEnded)
                break;
        }

        if (later.Commit.Sights.Look(attempt).Sight.JobCondition("Complete") is null)
            await ClearAsync(attempt, cancellationToken);
    }

    public async Task RemoveAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        await first.RemoveAsync(attempt, cancellationToken);
        await ForgetLaterAsync(attempt);
    }

    public async Task SweepAsync(IReadOnlySet<AttemptId> known, CancellationToken cancellationToken)
    {
        await firstSights.Complete.WaitAsync(cancellationToken);
        var unknown = firstSights.Attempts.Where(attempt => !known.Contains(attempt)).ToList();
        await first.SweepAsync(known, cancellationToken);
        foreach (var attempt in unknown)
            await ForgetLaterAsync(attempt);
    }

    private bool IsSpread(AttemptId attempt) => later.Tasks.Has(attempt) || later.Commit.Has(attempt);

    // Their Jobs go with the attempt's first.
    private async Task ForgetLaterAsync(AttemptId attempt)
    {
        foreach (var phase in new[] { later.Tasks, later.Commit, later.Abandon })
            await phase.ForgetAsync(attempt);
        later.Pods.Forget(attempt);
    }

    private async IAsyncEnumerable<WorkerObservation> MakeAsync(
        Making made, PodPhase phase, AttemptId attempt, Func<System.Text.Json.Nodes.JsonObject, System.Text.Json.Nodes.JsonObject> bodyOf,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            switch (await phase.Objects.TryMakeAsync(attempt, bodyOf, cancellationToken))
            {
                case MakingOutcome.Made:
                    phase.Executor.IsMade(attempt);
                    yield break;
                case MakingOutcome.Gone:
                    made.Failure = new() { Code = FailureCode.PodDeleted };
                    yield break;
                case MakingOutcome.Refused or MakingOutcome.Impossible:
                    made.Failure = new() { Code = FailureCode.AdmissionRefused };
                    yield break;
                case MakingOutcome.WaitsForQuota:
                    yield return new WorkerWaits(WaitingReason.Quota);
                    break;
                default:
                    yield return new StillWatching();
                    break;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private async Task SuspendTasksAsync(AttemptId attempt, StopCause cause, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; await later.Tasks.Objects.TrySuspendAsync(attempt, cause, loss: null, cancellationToken) is null; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            await Task.Delay(pause, time, cancellationToken);
    }

    private async Task ClearAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ClearingPatience, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var made = new Making();
            await foreach (var _ in MakeAsync(made, later.Abandon, attempt, job => PhaseManifest.AbandonOf(job, workers.Value), over.Token))
            {
                // It waits.
            }

            if (made.Failure is not null)
            {
                log.NotCleared(attempt);
                return;
            }

            await foreach (var seen in later.Abandon.Executor.WatchAsync(attempt, over.Token))
            {
                if (seen is WorkerEnded { Because: not null })
                    log.NotCleared(attempt);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            log.NotCleared(attempt);
        }
    }

    // The last pod has not seen how long the others took.
    private WorkerObservation Aged(WorkerObservation seen, AttemptId attempt)
    {
        if (seen is WorkerReported { Report: var report } && (report.Progress ?? report.Succeeded?.Totals) is { } progress && StartedAgo(attempt) is { } age)
            progress.Elapsed = Duration.FromTimeSpan(age);
        return seen;
    }

    private sealed class Making
    {
        public Failed? Failure { get; set; }
    }
}
