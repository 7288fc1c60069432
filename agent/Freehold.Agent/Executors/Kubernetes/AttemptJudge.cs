using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;
using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Judges one attempt, look by look. The first sign of an end stays the cause, whatever follows from it; trouble that may heal
/// counts from when this judge has first seen it.
/// </summary>
internal sealed class AttemptJudge
{
    private const int SignalBase = 128;
    private const int LastSignal = 64;

    // A pod that is told to go ends within its grace, and may still report. On a lost node it never does.
    private static readonly TimeSpan LossPatience = TimeSpan.FromSeconds(20);

    // Jobs and pods are watched apart: of two things that happen at once either may be seen first.
    private static readonly TimeSpan CausePatience = TimeSpan.FromSeconds(3);

    private Failed? _loss;
    private TimeSpan _lossAt;
    private Trouble? _trouble;
    private TimeSpan _troubleAt;
    private TimeSpan? _overWithoutPodAt;
    private string? _preempted;

    /// <param name="now">From any beginning, by a clock that nobody sets.</param>
    public Verdict Judge(AttemptSight sight, TimeSpan now)
    {
        if (sight.IsHeld)
            return Preempt(sight);

        // Of a pod that a queue has ended nothing counts any more; the Job gets another.
        if (_preempted is not null && sight.Pod?.Metadata.Uid == _preempted)
            sight = sight with { Pod = null, PodIsGone = false };

        NoteLoss(sight, now);

        // A pod that is told to go says so a moment before its Job says why.
        if (_loss?.Code is FailureCode.PodDeleted && now - _lossAt < CausePatience && JobIsSilent(sight))
            return new Verdict.Runs();

        // 1. How the worker ended itself, if it did.
        if (sight.Main?.Terminated is { Reason: not "ContainerStatusUnknown" } end)
            return EndOf(end, sight);

        // 2. Whether anything is left that could run.
        if (IsOver(sight, now))
            return new Verdict.Ended(ExitCode: null, Signal: 0, _loss ?? CauseWithoutEnd(sight));

        // 3. Whether it should have ended by now.
        if (_loss is not null && now - _lossAt >= LossPatience)
            return new Verdict.Ended(ExitCode: null, Signal: 0, _loss);

        // 4. What it waits for, and whether for too long.
        return sight.Job is null || _loss is not null || _overWithoutPodAt is not null || sight.IsStopped ? new Verdict.Runs() : JudgeTrouble(TroubleSigns.Of(sight), now);
    }

    private Verdict.Waits Preempt(AttemptSight sight)
    {
        _preempted = sight.Pod?.Metadata.Uid ?? _preempted;
        (_loss, _trouble) = (null, null);
        return new(WaitingReason.Quota);
    }

    private void NoteLoss(AttemptSight sight, TimeSpan now)
    {
        if (_loss is { Code: not FailureCode.PodDeleted } || LossSigns.Of(sight) is not { } loss || loss.Equals(_loss))
            return;

        // What kept it from running until its deadline, or until it was deleted, is the cause of both.
        _loss = loss.Code is FailureCode.TimeLimit or FailureCode.PodDeleted ? _trouble?.Failure ?? loss : loss;
        _lossAt = now;
    }

    private static bool JobIsSilent(AttemptSight sight) =>
        sight is { JobIsGone: false, Job.Metadata.DeletionTimestamp: null } && sight.JobCondition("FailureTarget", "Failed", "Complete") is null;

    private Verdict.Ended EndOf(V1ContainerStateTerminated end, AttemptSight sight)
    {
        var because = end switch
        {
            // The kernel may have taken a child only: what the worker made of that is its own affair if it went well.
            { Reason: "OOMKilled", ExitCode: not 0 } => new() { Code = FailureCode.OomKilled },
            { Reason: "StartError" or "ContainerCannotRun" } => new() { Code = FailureCode.WorkerNotStarted, Detail = FailureDetail.StartError },
            _ => sight.IsStopped ? null : _loss,
        };
        return end.ExitCode is > SignalBase and <= SignalBase + LastSignal
            ? new(ExitCode: null, end.ExitCode - SignalBase, because)
            : new(end.ExitCode, Signal: 0, because);
    }

    private bool IsOver(AttemptSight sight, TimeSpan now)
    {
        if (sight.Pod is null && sight.JobCondition("FailureTarget", "Failed", "Complete") is not null)
            return now - (_overWithoutPodAt ??= now) >= CausePatience;

        return IsOver(sight);
    }

    private static bool IsOver(AttemptSight sight) => sight switch
    {
        { Pod: not null, PodIsGone: true } => true,
        { Pod.Status.Phase: "Failed" or "Succeeded" } => true,
        { Pod: null, JobIsGone: true } => true,
        // Stopped before it had a pod: none will come.
        { Pod: null, IsStopped: true } => sight.JobCondition("Suspended") is not null && sight.Job?.Status?.Active is null or 0,
        _ => false,
    };

    private static Failed? CauseWithoutEnd(AttemptSight sight) => sight switch
    {
        { IsStopped: true } => null,
        // It went before anybody saw it.
        { Pod: null } => new() { Code = FailureCode.PodDeleted },
        // The kubelet has lost sight of a container: its node was away, and nothing else was heard of it.
        { Main.Terminated: not null } => new() { Code = FailureCode.NodeLost },
        // A container before the worker's failed. None of ours does: a cluster's own has put it there.
        { Pod.Status.Phase: "Failed" } => new() { Code = FailureCode.WorkerNotStarted, Detail = FailureDetail.StartError },
        _ => null,
    };

    private Verdict JudgeTrouble(Trouble? trouble, TimeSpan now)
    {
        // The same trouble goes on while its failure is the same: a pull that fails and one that is about to be tried again are one.
        if (!Equals(trouble?.Failure?.Code, _trouble?.Failure?.Code))
            _troubleAt = now;
        _trouble = trouble;

        return trouble switch
        {
            { Failure: { } failure, Patience: { } patience } when now - _troubleAt >= patience => new Verdict.Ended(ExitCode: null, Signal: 0, failure),
            { Waits: not WaitingReason.Unspecified } => new Verdict.Waits(trouble.Waits),
            _ => new Verdict.Runs(),
        };
    }
}
