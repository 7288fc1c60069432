using System.Text.RegularExpressions;
using Freehold.JobContract.Failures;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>Reads what a worker that does not run waits for, and how long that may last. Pure.</summary>
internal static partial class TroubleSigns
{
    // A registry may restart; an image that is not there will not come. The promise is a minute.
    private static readonly TimeSpan PullPatience = TimeSpan.FromSeconds(45);

    // Half a minute is promised for what nobody but a person can heal.
    private static readonly TimeSpan RefusalPatience = TimeSpan.FromSeconds(20);

    // Networks of pods and volumes have their hiccups, and webhooks restart.
    private static readonly TimeSpan MachineryPatience = TimeSpan.FromSeconds(60);

    // The cluster itself has waited 50 s before it says that a node is away.
    private static readonly TimeSpan NodePatience = TimeSpan.FromSeconds(20);

    private static readonly Trouble WaitsForNode = new(WaitingReason.Node, Patience: null, Failure: null);

    /// <summary>Null: the worker runs, as far as can be seen.</summary>
    public static Trouble? Of(AttemptSight sight) => sight switch
    {
        { Pod: null, IsSuspended: true } => new(WaitingReason.Quota, Patience: null, Failure: null),
        { Pod: null } => WithoutPod(sight),
        _ when sight.PodCondition("PodScheduled") is not { Status: "True" } => WaitsForNode,
        // Two renewals of its Lease were missed: that took its time already.
        { Main.Running: not null, NodeIsSilent: true } => new(WaitingReason.Unspecified, TimeSpan.Zero, new() { Code = FailureCode.NodeLost }),
        { Main.Running: not null } => NodeIsAway(sight) ? new(WaitingReason.Unspecified, NodePatience, new() { Code = FailureCode.NodeLost }) : null,
        { Main.Terminated: not null } => null,
        _ => Starting(sight),
    };

    /// <summary>
    /// Whether the node of a pod has gone silent: the cluster then calls the pod not ready and gives no reason, which it does for
    /// no other cause.
    /// </summary>
    public static bool NodeIsAway(AttemptSight sight) => sight.PodCondition("Ready") is { Status: "False", Reason: null or "" };

    // Nothing on the Job shows that its pods are refused: only the warnings do.
    private static Trouble WithoutPod(AttemptSight sight) => sight.LastWarning("Job", "FailedCreate") switch
    {
        null => new(WaitingReason.Slot, Patience: null, Failure: null),
        var said when said.Contains("exceeded quota", StringComparison.Ordinal) => new(WaitingReason.Quota, Patience: null, Failure: null),
        var said when said.Contains("failed calling webhook", StringComparison.Ordinal) =>
            new(WaitingReason.Policy, MachineryPatience, new() { Code = FailureCode.AdmissionRefused }),
        _ => new(WaitingReason.Policy, RefusalPatience, new() { Code = FailureCode.AdmissionRefused }),
    };

    private static Trouble Starting(AttemptSight sight) => sight.Main?.Waiting switch
    {
        { Reason: "InvalidImageName" } => new(WaitingReason.Image, TimeSpan.Zero, ImagePull(sight, FailureDetail.InvalidName)),
        { Reason: "ErrImageNeverPull" } => new(WaitingReason.Image, TimeSpan.Zero, ImagePull(sight, FailureDetail.NotPresent)),
        { Reason: "ErrImagePull" or "ImagePullBackOff" or "ImageInspectError" or "RegistryUnavailable" } => new(WaitingReason.Image, PullPatience, ImagePull(sight, ReplyOf(sight))),
        { Reason: "CreateContainerConfigError" } waiting => new(WaitingReason.Image, RefusalPatience, MissingIn(waiting.Message) ?? NotStarted(FailureDetail.StartError)),
        { Reason: "CreateContainerError" or "RunContainerError" or "PreCreateHookError" or "PreStartHookError" } =>
            new(WaitingReason.Image, RefusalPatience, NotStarted(FailureDetail.StartError)),
        _ => InTheMaking(sight),
    };

    // The container's state says the same for a pod that comes up and for one that never will: only the warnings tell.
    private static Trouble InTheMaking(AttemptSight sight)
    {
        if (sight.LastWarning("Pod", "FailedMount") is { } mount)
        {
            // Its own Secret is made right after the Job, so for a moment it may be looked for in vain.
            var isOurs = mount.Contains($"secret \"{sight.Job?.Metadata.Name}\"", StringComparison.Ordinal);
            return isOurs || MissingIn(mount) is not { } missing
                ? new(WaitingReason.Image, MachineryPatience, NotStarted(FailureDetail.VolumeNotMounted))
                : new(WaitingReason.Image, RefusalPatience, missing);
        }

        return sight.LastWarning("Pod", "FailedCreatePodSandBox") is not null
            ? new(WaitingReason.Image, MachineryPatience, NotStarted(FailureDetail.StartError))
            : new(WaitingReason.Image, Patience: null, Failure: null);
    }

    // The container's state says why every other time only, in turn with that it is about to be tried again; the warnings stay.
    private static string ReplyOf(AttemptSight sight) => PullReply.Of(sight.Main?.Waiting?.Message) is { Length: > 0 } reply
        ? reply
        : sight.Warnings.Reverse().Where(warning => warning is { About: "Pod", Reason: "Failed" }).Select(warning => PullReply.Of(warning.Message))
            .FirstOrDefault(said => said.Length > 0) ?? "";

    private static Failed ImagePull(AttemptSight sight, string detail) => new()
    {
        Code = FailureCode.ImagePull,
        Detail = detail,
        ObjectName = sight.Pod?.Spec?.Containers?.FirstOrDefault(container => container.Name == JobManifest.Main)?.Image ?? "",
    };

    private static Failed NotStarted(string detail) => new() { Code = FailureCode.WorkerNotStarted, Detail = detail };

    private static Failed? MissingIn(string? message)
    {
        if (MissingObject().Match(message ?? "") is { Success: true } missing)
            return new() { Code = FailureCode.SecretMissing, ObjectName = missing.Groups["name"].Value };
        if (MissingKey().Match(message ?? "") is { Success: true } key)
            return new() { Code = FailureCode.SecretMissing, ObjectName = $"{key.Groups["name"].Value}/{key.Groups["key"].Value}" };

        return null;
    }

    [GeneratedRegex("""(secret|configmap) "(?<name>[a-z0-9.-]{1,253})" not found""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingObject();

    [GeneratedRegex("couldn't find key (?<key>[A-Za-z0-9._-]{1,253}) in (Secret|ConfigMap) [a-z0-9-]+/(?<name>[a-z0-9.-]{1,253})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingKey();
}
