using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors.Kubernetes.Phases;

/// <summary>
/// Judges the Job of the tasks, look by look. The cluster replaces its pods and counts their failures; what it waits for in vain is
/// judged here, as of single pods.
/// </summary>
internal sealed class TasksJudge
{
    private readonly Dictionary<string, (string Code, TimeSpan Since)> _troubles = new(StringComparer.Ordinal);

    /// <param name="sight">The Job, without pods.</param>
    /// <param name="live">Its pods that have not ended.</param>
    /// <param name="now">From any beginning, by a clock that nobody sets.</param>
    public TasksVerdict Judge(AttemptSight sight, IReadOnlyList<AttemptSight> live, TimeSpan now)
    {
        // 1. Whether it is over. The reason stands at FailureTarget; Failed comes when its pods have ended, on a lost node never.
        if (sight.IsStopped)
            return AttemptAnnotations.LossOf(sight.Job) is { } loss ? new TasksVerdict.Lost(loss) : new TasksVerdict.Stopped();
        if (sight.JobCondition("SuccessCriteriaMet", "Complete") is not null)
            return new TasksVerdict.Done();
        if (sight.JobCondition("FailureTarget", "Failed") is { } failed)
            return failed.Reason is "DeadlineExceeded" ? Lost(FailureCode.TimeLimit) : new TasksVerdict.Failed();
        if (sight.JobIsGone || sight.Job?.Metadata.DeletionTimestamp is not null)
            return Lost(FailureCode.PodDeleted);
        if (sight.Job is null)
            return new TasksVerdict.Runs();
        if (sight.IsHeld)
            return new TasksVerdict.Waits(WaitingReason.Quota);

        // 2. What it, or one of its pods, waits for, and whether for too long.
        var troubles = live.Count == 0
            ? [(Name: "", Trouble: TroubleSigns.Of(sight))]
            : live.Select(pod => (Name: pod.Pod!.Metadata.Name, Trouble: TroubleSigns.Of(pod))).ToList();
        Forget(troubles.Select(each => each.Name));
        var overdue = troubles.Where(each => IsOverdue(each.Name, each.Trouble, now)).ToList();

        // Of nodes that are away the cluster replaces pods when it can: while others work, their work is not thrown away for one.
        if (overdue.FirstOrDefault(each => each.Trouble!.Failure!.Code is not FailureCode.NodeLost).Trouble?.Failure is { } hopeless)
            return new TasksVerdict.Lost(hopeless);
        if (overdue.Count > 0 && overdue.Count == troubles.Count)
            return Lost(FailureCode.NodeLost);

        return troubles.All(each => each.Trouble is { Waits: not WaitingReason.Unspecified }) && IsIdle(sight)
            ? new TasksVerdict.Waits(troubles[0].Trouble!.Waits)
            : new TasksVerdict.Runs();
    }

    private static TasksVerdict.Lost Lost(string code) => new(new Failed { Code = code });

    // Between two pods there is a moment without any.
    private static bool IsIdle(AttemptSight sight) => sight.Job?.Status is null or { Ready: null or 0 };

    private bool IsOverdue(string name, Trouble? trouble, TimeSpan now)
    {
        if (trouble is not { Failure: { } failure, Patience: { } patience })
        {
            _troubles.Remove(name);
            return false;
        }

        if (!_troubles.TryGetValue(name, out var known) || known.Code != failure.Code)
            _troubles[name] = known = (failure.Code, now);
        return now - known.Since >= patience;
    }

    private void Forget(IEnumerable<string> there)
    {
        var kept = there.ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _troubles.Keys.Where(name => !kept.Contains(name)).ToList())
            _troubles.Remove(gone);
    }
}
