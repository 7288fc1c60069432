using System.Globalization;

namespace Freehold.JobContract.Failures;

/// <summary>What people read about failures that a cluster had a part in.</summary>
internal static class ClusterTexts
{
    private const double Gibi = 1024 * 1024 * 1024;

    public static FailureText Describe(Failure failure) => (failure.Code, failure.Detail) switch
    {
        (FailureCode.Evicted, _) => new(
            "The worker's node or pod was taken away.", "Nothing at first: the job is tried again by itself, up to 20 times; then look at why its nodes are taken away."),
        (FailureCode.Preempted, _) => new(
            "A pod of higher priority took the worker's place.",
            "Nothing at first: the job is tried again by itself, up to 20 times; Workers:PriorityClass raises its priority."),
        (FailureCode.NodeLost, _) => new(
            "The worker's node was lost.", "Nothing at first: the job is tried again by itself, up to 20 times; then look at the cluster's nodes."),
        (FailureCode.PodDeleted, _) => new(
            "Somebody deleted the worker's pod.", "Nothing at first: the job is tried again by itself, up to 5 times; cancel the job to stop it."),
        (_, FailureDetail.NotFound) => new(
            $"The registry does not have the worker's image{Image(failure)}.", "Check the image's name and tag in Workers:Image, and that the mirror has it."),
        (_, FailureDetail.Unauthorized) => new(
            $"The registry does not let the cluster have the worker's image{Image(failure)}.", "Check Workers:ImagePullSecrets, and what those Secrets hold."),
        (_, FailureDetail.Unreachable) => new(
            $"The registry of the worker's image{Image(failure)} cannot be reached, or does not work.", "Check that the nodes reach it; the job is tried again by itself, up to 5 times."),
        (_, FailureDetail.RateLimited) => new(
            $"The registry turns the cluster away for asking too often, so that the worker's image{Image(failure)} could not be pulled.",
            "Use a mirror (Workers:Registry) or an account with a higher limit; the job is tried again by itself, up to 5 times."),
        (_, FailureDetail.Untrusted) => new(
            $"The nodes do not trust the registry of the worker's image{Image(failure)}.", "Give the nodes' container runtime the registry's certificate authority."),
        (_, FailureDetail.InvalidName) => new(
            $"What stands for the worker's image{Image(failure)} is no name of one.", "Check Workers:Image and Workers:Registry."),
        (_, FailureDetail.NotPresent) => new(
            $"The worker's image{Image(failure)} is not on the node.", "Put it there, or set Workers:ImagePullPolicy to IfNotPresent."),
        _ => new(
            $"The worker's image{Image(failure)} could not be pulled.", "Check the registry, the image's name and the pull secret."),
    };

    /// <summary>: used 2.9 of 3.0 GiB, as far as both are known.</summary>
    public static string Memory(Failure failure) => failure.Surroundings switch
    {
        { PeakMemoryBytes: { } used, MemoryLimitBytes: { } limit } => $": it was seen to use {Number(used)} of {Number(limit)} GiB",
        { MemoryLimitBytes: { } limit } => $": it had {Number(limit)} GiB",
        _ => "",
    };

    private static string Image(Failure failure) => failure.ObjectName.Length == 0 ? "" : $" {failure.ObjectName}";

    private static string Number(long bytes) => (bytes / Gibi).ToString("0.0#", CultureInfo.InvariantCulture);
}
