using System.Collections.Immutable;
using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>What is seen of one attempt in the cluster at one moment.</summary>
internal sealed record AttemptSight
{
    private const int MostWarnings = 20;

    /// <summary>Nothing was seen of it yet.</summary>
    public static AttemptSight Nothing { get; } = new();

    /// <summary>As it was last; also when it is gone.</summary>
    public V1Job? Job { get; init; }

    public bool JobIsGone { get; init; }

    /// <summary>The newest of the attempt's pods, as it was last; also when it is gone.</summary>
    public V1Pod? Pod { get; init; }

    public bool PodIsGone { get; init; }

    /// <summary>Whether its node's own Lease says that nothing is heard of the node; false where Leases are not read.</summary>
    public bool NodeIsSilent { get; init; }

    /// <summary>How many different pods were seen.</summary>
    public int Pods { get; init; }

    /// <summary>The newest warnings, oldest first.</summary>
    public ImmutableList<Warning> Warnings { get; init; } = [];

    /// <summary>State of the container that is the worker; what a mesh puts beside it does not count.</summary>
    public V1ContainerState? Main => MainStatus?.State;

    /// <summary>Digest of the image that the worker runs as; empty while that is not known.</summary>
    public string ImageId => MainStatus?.ImageID ?? "";

    public V1ContainerStatus? MainStatus => Pod?.Status?.ContainerStatuses?.FirstOrDefault(status => status.Name == JobManifest.Main);

    /// <summary>Whether the Job is told to have no pods: by the agent, or by a queue of the cluster.</summary>
    public bool IsSuspended => Job?.Spec?.Suspend is true;

    /// <summary>Whether a queue of the cluster holds it, or has taken its place away again: it waits, and nothing is lost but time.</summary>
    public bool IsHeld => IsSuspended && !IsStopped && !JobIsGone && Job?.Metadata.DeletionTimestamp is null
        && JobCondition("FailureTarget", "Failed", "SuccessCriteriaMet", "Complete") is null;

    /// <summary>Whether the agent has told it so: nothing of the attempt will ever run again.</summary>
    /// <remarks>A queue may let a suspended Job go; one with a parallelism of 0 has no pods even then.</remarks>
    public bool IsStopped => (IsSuspended || Job?.Spec?.Parallelism is 0) && Job?.Metadata.Annotations?.ContainsKey(AttemptLabels.Stopped) is true;

    /// <summary>Whether the cluster has made no pod for it because the quota had no room.</summary>
    public bool WaitsForQuota => Pod is null && Job is not null && !JobIsGone && !IsSuspended
        && LastWarning("Job", "FailedCreate")?.Contains("exceeded quota", StringComparison.Ordinal) is true;

    public AttemptSight With(V1Pod pod, bool isGone) =>
        this with { Pod = pod, PodIsGone = isGone, Pods = Pod?.Metadata.Uid == pod.Metadata.Uid ? Pods : Pods + 1 };

    public AttemptSight With(Warning warning)
    {
        // One that is given again is the newest, with another count.
        var before = warning.Name.Length == 0 ? -1 : Warnings.FindIndex(each => each.Name == warning.Name);
        var others = before >= 0 ? Warnings.RemoveAt(before) : Warnings.Count < MostWarnings ? Warnings : Warnings.RemoveAt(0);
        return this with { Warnings = others.Add(warning) };
    }

    public string? LastWarning(string about, string reason) =>
        Warnings.FindLast(warning => warning.About == about && warning.Reason == reason)?.Message;

    /// <summary>A condition of the Job that is true.</summary>
    public V1JobCondition? JobCondition(params ReadOnlySpan<string> types)
    {
        foreach (var condition in Job?.Status?.Conditions ?? [])
        {
            if (condition.Status is "True" && types.Contains(condition.Type))
                return condition;
        }

        return null;
    }

    public V1PodCondition? PodCondition(string type) => Pod?.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
}
