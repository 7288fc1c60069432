using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>
/// Reads from a pod and its Job that the pod is lost, or about to be, and why. Pure. The Job's own reason is the same for six causes,
/// so the pod is asked first: its reason, then its disruption, then its deletion.
/// </summary>
internal static class LossSigns
{
    /// <summary>Null: nothing says so. What is found never heals.</summary>
    public static Failed? Of(AttemptSight sight) => OfPodReason(sight) ?? OfDisruption(sight) ?? OfDeadline(sight) ?? OfDeletion(sight);

    private static Failed? OfPodReason(AttemptSight sight) => sight.Pod?.Status switch
    {
        // The node's own need is nobody's fault; what the pod used beyond its limits it would use again.
        { Reason: "Evicted" } => sight.PodCondition("DisruptionTarget") is { Status: "True" } ? new() { Code = FailureCode.Evicted } : new() { Code = FailureCode.DiskExceeded },
        { Reason: "DeadlineExceeded" } => new() { Code = FailureCode.TimeLimit },
        { Reason: "NodeLost" } => new() { Code = FailureCode.NodeLost },
        { Reason: "Terminated" or "NodeShutdown" or "Shutdown" } => new() { Code = FailureCode.Evicted },
        { Reason: "Preempting" } => new() { Code = FailureCode.Preempted },
        _ => null,
    };

    private static Failed? OfDisruption(AttemptSight sight) => sight.PodCondition("DisruptionTarget") switch
    {
        { Status: "True", Reason: "PreemptionByScheduler" } => new() { Code = FailureCode.Preempted },
        { Status: "True", Reason: "DeletionByPodGC" } => new() { Code = FailureCode.NodeLost },
        // A taint of the node's own making, because nobody hears from it, or one that a person has set.
        { Status: "True", Reason: "DeletionByTaintManager" } when TroubleSigns.NodeIsAway(sight) => new() { Code = FailureCode.NodeLost },
        { Status: "True" } => new() { Code = FailureCode.Evicted },
        _ => null,
    };

    private static Failed? OfDeadline(AttemptSight sight) =>
        sight.JobCondition("FailureTarget", "Failed") is { Reason: "DeadlineExceeded" } ? new() { Code = FailureCode.TimeLimit } : null;

    private static Failed? OfDeletion(AttemptSight sight)
    {
        // The pod was taken away by us, since a worker was to stop, or by a queue, which gives its place back later.
        if (sight.IsStopped || sight.IsHeld)
            return null;

        var deleted = sight.PodIsGone || sight.JobIsGone || sight.Pod?.Metadata.DeletionTimestamp is not null || sight.Job?.Metadata.DeletionTimestamp is not null;
        return deleted ? new() { Code = FailureCode.PodDeleted } : null;
    }
}
